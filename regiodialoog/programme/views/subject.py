"""What decisions and twelve months are about: an opgave or a project, with its pages."""

from dataclasses import dataclass

from flask import url_for

from regiodialoog.programme.models import Challenge, Project


@dataclass(frozen=True)
class Subject:
    """What decisions are about: an opgave or a project, with its pages."""

    title: str
    slug: str
    of: str
    """Endpoints begin with this: "" for an opgave, "project_" for a project."""
    fictitious: bool = False

    @property
    def url(self) -> str:
        return url_for("programme.project" if self.of else "programme.challenge", slug=self.slug)

    def year(self, year: int) -> str:
        """The address of its twelve months of another year."""
        page = "programme.project" if self.of else "programme.challenge"
        return url_for(page, slug=self.slug, jaar=year, _anchor="tijdspad")

    @property
    def decisions(self) -> str:
        return url_for(f"programme.{self.of}decisions", slug=self.slug)

    def new(self, municipality: str) -> str:
        return url_for(f"programme.new_{self.of}decision", slug=self.slug, municipality=municipality)


def of_challenge(challenge: Challenge) -> Subject:
    return Subject(challenge.title, challenge.slug, "")


def of_project(project: Project) -> Subject:
    return Subject(project.title, project.slug, "project_", project.fictitious)
