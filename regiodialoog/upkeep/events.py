"""What people do about work in the background, in the past tense."""

from dataclasses import dataclass

from regiodialoog.core.events import Event, happening
from regiodialoog.core.text import N_


@happening("upkeep.job_retried", subject="job", says=N_("Work that had failed was tried again"))
@dataclass(frozen=True, kw_only=True)
class JobRetried(Event):
    pass
