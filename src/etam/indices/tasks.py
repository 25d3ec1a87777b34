"""What a worker takes from the queue."""

from django_tasks import task

from etam.indices import computing


@task()
def compute(run_id: int, attempt: int) -> None:
    """Compute one attempt of a run."""
    computing.compute(run_id, attempt)
