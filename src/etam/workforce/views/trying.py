"""How a page of this room tries an action: what is refused stands in the form."""

from functools import partial

from etam.web.forms import went_through
from etam.workforce.exceptions import WorkforceProblem

done = partial(went_through, refused=WorkforceProblem)
