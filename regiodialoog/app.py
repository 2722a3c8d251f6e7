"""The application: settings, the ground floor, the features from low to high, and nothing that thinks."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

import regiodialoog.agenda.panels
import regiodialoog.api.exports
import regiodialoog.audit.listeners
import regiodialoog.audit.panels
import regiodialoog.dialogues.panels
import regiodialoog.dialogues.scopes
import regiodialoog.feasibility.listeners
import regiodialoog.feasibility.panels
import regiodialoog.feasibility.path_steps
import regiodialoog.feasibility.study_listeners
import regiodialoog.feasibility.study_panels
import regiodialoog.feasibility.study_path
import regiodialoog.feasibility.study_scopes
import regiodialoog.groups.birth_listeners
import regiodialoog.groups.kept
import regiodialoog.groups.listeners
import regiodialoog.groups.news_listeners
import regiodialoog.groups.news_panels
import regiodialoog.groups.organisation_listeners
import regiodialoog.groups.panels
import regiodialoog.groups.recruiting_listeners
import regiodialoog.groups.recruiting_panels
import regiodialoog.groups.watching_listeners
import regiodialoog.groups.watching_panels
import regiodialoog.meetings.kept
import regiodialoog.meetings.listeners
import regiodialoog.meetings.panels
import regiodialoog.pages.demo
import regiodialoog.pages.kept
import regiodialoog.pages.moderating
import regiodialoog.pages.panels
import regiodialoog.polls.listeners
import regiodialoog.polls.panels
import regiodialoog.polls.path_steps
import regiodialoog.polls.waiting_listeners
import regiodialoog.programme.kept
import regiodialoog.programme.panels
import regiodialoog.programme.path_steps
import regiodialoog.programme.search
import regiodialoog.proposals.listeners
import regiodialoog.proposals.panels
import regiodialoog.proposals.path_steps
import regiodialoog.upkeep.panels  # noqa: F401 - these rooms register themselves
from regiodialoog.accounts import views as accounts_views
from regiodialoog.adoption import views as adoption_views
from regiodialoog.agenda import views as agenda_views
from regiodialoog.api import views as api_views
from regiodialoog.audit import views as audit_views
from regiodialoog.core import db, i18n, security
from regiodialoog.core.resources import PACKAGE, resource_dir
from regiodialoog.core.web import assets, error_pages, health, logs, pages, shelf, transaction
from regiodialoog.core.web.addresses import LateRule
from regiodialoog.dialogues import views as dialogues_views
from regiodialoog.feasibility import views as feasibility_views
from regiodialoog.feasibility.views import study as study_views
from regiodialoog.groups import views as groups_views
from regiodialoog.meetings import views as meetings_views
from regiodialoog.organisations import views as organisations_views
from regiodialoog.pages import path as pages_path
from regiodialoog.pages import search as pages_search
from regiodialoog.pages import views as pages_views
from regiodialoog.polls import views as polls_views
from regiodialoog.programme import views as programme_views
from regiodialoog.proposals import views as proposals_views
from regiodialoog.settings import Settings, load_settings
from regiodialoog.upkeep import views as upkeep_views

FEATURES = (
    upkeep_views.bp,
    organisations_views.bp,
    agenda_views.bp,
    dialogues_views.bp,
    adoption_views.bp,
    feasibility_views.bp,
    study_views.bp,
    programme_views.bp,
    groups_views.bp,
    proposals_views.bp,
    polls_views.bp,
    meetings_views.bp,
    audit_views.bp,
    pages_views.bp,
    pages_search.bp,
    pages_path.bp,
    api_views.bp,
    api_views.explanation,
)


class House(Flask):
    url_rule_class = LateRule

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """No view and no hook is asynchronous; Flask looks at each of them, at every request."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application. Raises SettingsError when the environment cannot be used."""
    settings = settings or load_settings()
    logs.configure(settings.log_level)
    app = House(
        "regiodialoog", static_folder=None, template_folder=str(resource_dir("templates")), root_path=str(PACKAGE)
    )
    app.config.update(SETTINGS=settings, TESTING=settings.testing, SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url)
    # hide_parameters: an error in the log must not carry what people wrote
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}
    app.config["COMPRESS_MIMETYPES"] = [
        "text/html",
        "application/json",
        "text/csv",
        "text/calendar",
        "application/problem+json",
        "application/x-ndjson",
    ]
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    if settings.sqlalchemy_url.startswith("sqlite"):
        settings.storage.mkdir(parents=True, exist_ok=True)
    transaction.begin_first(app)
    logs.init_app(app)
    security.init_app(app)
    db.init_app(app)
    i18n.init_app(app)
    shelf.init_app(app)
    error_pages.init_app(app)
    register_features(app)
    transaction.answer_repeats(app)
    pages.init_app(app)
    Compress(app)
    assets.init_app(app)
    if settings.trusted_proxies:
        n = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    return app


def register_features(app: Flask) -> None:
    """From low to high; listeners, panels and menu items registered themselves when their room was imported."""
    app.register_blueprint(health.bp)
    accounts_views.init_app(app)
    for views in FEATURES:
        app.register_blueprint(views)
