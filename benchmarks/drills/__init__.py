"""Drills: what must hold when processes are killed, disks are full and backups are needed."""
