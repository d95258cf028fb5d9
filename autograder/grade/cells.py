"""nbgrader's check of the cells' metadata, at a fraction of its time.

nbgrader hands its JSON schema to `jsonschema.validate` once for each cell, which checks the schema itself
each time: a third of what a submission costs beside its kernels.  Here the schema is checked once.
"""

from __future__ import annotations

import functools
import traceback

from jsonschema.validators import validator_for
from nbgrader.nbgraderformat.common import BaseMetadataValidator, ValidationError
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3
from nbgrader.preprocessors import CheckCellMetadata


class _Once(BaseMetadataValidator):
    """Behind MetadataValidatorV3, which asks it for what concerns the schema."""

    def validate_cell(self, cell) -> None:
        if cell.metadata.get("nbgrader", {}).get("schema_version") != self.schema_version:
            return super().validate_cell(cell)
        _schema().validate(dict(cell.metadata["nbgrader"]))


class _Validator(MetadataValidatorV3, _Once):
    pass


@functools.cache
def _schema():
    schema = _Validator().schema
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


class CheckCells(CheckCellMetadata):
    """The same verdict on the same notebooks."""

    def preprocess(self, nb, resources):
        try:
            _validator().validate_nb(nb)
        except ValidationError:
            self.log.error(traceback.format_exc())
            raise ValidationError("Notebook failed to validate; the nbgrader metadata may be corrupted.") from None
        return nb, resources


@functools.cache
def _validator() -> _Validator:
    return _Validator()
