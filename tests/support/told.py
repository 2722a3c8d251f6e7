"""What an answer says, of whatever kind it is."""

import io

import pypdf
from werkzeug.wrappers import Response


def told(answer: Response) -> str:
    """Everything that an answer tells in words, also when it is a PDF."""
    if answer.mimetype != "application/pdf":
        return answer.get_data(as_text=True)
    pages = pypdf.PdfReader(io.BytesIO(answer.get_data())).pages
    return "\n".join(page.extract_text() for page in pages)
