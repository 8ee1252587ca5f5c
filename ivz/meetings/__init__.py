"""Bodies meet: agenda, proposals, advice points, attendance, recording and publishing."""
