"""Packages of colleagues, wherever they are taken in: the words, the phrase, what a package brings."""
