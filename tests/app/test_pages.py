"""The web app's files and pages."""

import httpx
import pytest


@pytest.mark.parametrize(
    "path", ["/../../../pyproject.toml", "/%2e%2e/%2e%2e/server.py", "/..%2fserver.py", "/a%00b.css"]
)
async def test_no_path_leads_out_of_the_web_app(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert "create_app" not in answer.text
    assert "[project]" not in answer.text
    assert answer.status_code in {200, 404}


async def test_an_unknown_api_path_is_a_problem_and_no_page(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/nothing-here")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
