"""Every write about regions, institutions and who acts for them: one transaction, one entry in the journal each."""

from etam.institutions.actions.changes import close, correct, merge, move, rename, split
from etam.institutions.actions.memberships import assign_membership, end_membership
from etam.institutions.actions.problems import InstitutionProblem
from etam.institutions.actions.regions import load_regions
from etam.institutions.actions.register import NewInstitution, register_institution, register_institutions

__all__ = [
    "InstitutionProblem",
    "NewInstitution",
    "assign_membership",
    "close",
    "correct",
    "end_membership",
    "load_regions",
    "merge",
    "move",
    "register_institution",
    "register_institutions",
    "rename",
    "split",
]
