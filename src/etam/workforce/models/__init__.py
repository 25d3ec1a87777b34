"""Posts of librarians and archivists: how many the work asks for, who holds them, what is proposed."""

from etam.workforce.models.holders import CorrectionRequest, Holder, NoHolder
from etam.workforce.models.proposals import Proposal, ProposalLine, ProposalStep
from etam.workforce.models.workload import Workload, WorkloadTask

__all__ = [
    "CorrectionRequest",
    "Holder",
    "NoHolder",
    "Proposal",
    "ProposalLine",
    "ProposalStep",
    "Workload",
    "WorkloadTask",
]
