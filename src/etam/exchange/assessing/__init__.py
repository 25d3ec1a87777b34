"""Assessments as workbooks: a sheet taken away, filled in without a network, seen before it is stored."""
