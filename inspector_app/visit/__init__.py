"""What a visit is: plain values and rules; opens no file, asks no clock."""
