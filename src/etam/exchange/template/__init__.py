"""Templates: workbooks that people fill in away from Etam."""

from etam.exchange.layout import TemplateTask
from etam.exchange.template.form import write_form
from etam.exchange.template.table import write_table

__all__ = ["write_form", "write_table", "write_template"]


def write_template(task: TemplateTask) -> bytes:
    """The workbook for a task: a form for one institution, a table for several."""
    return write_form(task) if len(task.rows) == 1 else write_table(task)
