"""What can go wrong in index mathematics.

IndexMathError
├── MethodError   the method file asks for something that cannot be computed
├── DataError     a table cannot be read or does not fit the method
└── BundleError   a release folder cannot be written or read
"""


class IndexMathError(Exception):
    """Anything this room refuses; the message says what, where and what next, in Indonesian."""


class MethodError(IndexMathError):
    """The method asks for something that cannot be computed."""


class DataError(IndexMathError):
    """The table cannot be read or does not fit the method."""


class BundleError(IndexMathError):
    """A release folder cannot be written or read."""
