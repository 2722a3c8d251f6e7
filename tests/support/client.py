"""A test client whose every request is as alone as a real one, and that fills forms in as a browser does."""

import contextvars
from typing import Any

import lxml.html
from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from regiodialoog.core.db import db


class _Read:
    """An answer as people read it: a space that keeps two words on one line looks like any other."""

    def get_data(self, as_text: bool = False) -> Any:
        found = super().get_data(as_text)  # type: ignore[misc]
        return found.replace("\N{NO-BREAK SPACE}", " ") if as_text else found

    @property
    def text(self) -> str:
        return str(self.get_data(as_text=True))


class HouseClient(FlaskClient):
    """Each request has an application context, context variables and a database session of its own.

    Inside a test's savepoint, what the test prepared is handed over to the request first, and what the test holds
    is read anew afterwards.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.response_wrapper = type("ReadResponse", (_Read, self.response_wrapper), {})

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.setdefault("buffered", True)
        shares = has_app_context()
        if shares:
            db.session.commit()
        response = contextvars.copy_context().run(self._alone, *args, **kwargs)
        if shares:
            db.session.expire_all()
        return response

    def _alone(self, *args: Any, **kwargs: Any) -> TestResponse:
        with self.application.app_context():
            return super().open(*args, **kwargs)

    def submit(
        self, path: str, values: dict[str, Any] | None = None, *, form: str = "", follow: bool = False, **headers: str
    ) -> TestResponse:
        """Open ``path``, fill in its POST form and send it, with the tokens and defaults that the form carries.

        ``form`` chooses by id or action where the page has several. A value None leaves a field out, as an unticked
        box is. Raises LookupError if there is no such form.
        """
        page = self.get(path, headers=headers, follow_redirects=True)
        return self.send(page, values, form=form, follow=follow, **headers)

    def send(
        self,
        page: TestResponse,
        values: dict[str, Any] | None = None,
        *,
        form: str = "",
        follow: bool = False,
        **headers: str,
    ) -> TestResponse:
        """Fill in and send a form of a page already opened: twice the same page is a repeated submit."""
        tree = lxml.html.document_fromstring(page.get_data(as_text=True))
        candidates = [f for f in tree.forms if (f.get("method") or "get").lower() == "post"]
        if form:
            candidates = [f for f in candidates if form in {f.get("id"), f.get("action")}]
        if len(candidates) != 1:
            raise LookupError(f"{page.request.path} ({page.status}) has {len(candidates)} forms {form!r}, not one")
        chosen = candidates[0]
        data: dict[str, Any] = {}
        for name, value in chosen.form_values():
            data.setdefault(name, []).append(value)
        data |= values or {}
        data = {name: value for name, value in data.items() if value is not None}
        return self.post(chosen.get("action") or page.request.path, data=data, headers=headers, follow_redirects=follow)
