"""What a rotation leaves behind: a private journal without patients in it."""
