"""From a visit's contents to the signed letter; the only folder that knows ReportLab and pyHanko."""
