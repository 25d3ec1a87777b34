"""An instrument as a workbook that an officer can complete, and back: pure, without a database.

read_workbook(write_workbook(data)).data == data        as far as the sheets can say it; see `layout`
"""
