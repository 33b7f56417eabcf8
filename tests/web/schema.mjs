// Owns holding frames against kiosk/protocol/protocol.schema.json, for the tests of the web client and of the browser.
// It runs in the test's process; it must never know more of the wire than the schema says.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2020.js";

const here = dirname(fileURLToPath(import.meta.url));
const schema = JSON.parse(readFileSync(join(here, "../../kiosk/protocol/protocol.schema.json"), "utf8"));
const ajv = new Ajv({ allErrors: false, strictTypes: false, strictRequired: false });
ajv.addSchema(schema);

/** True when #/$defs/<definition> allows the value. */
export function schema_allows(definition, value) {
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${definition}`);
  assert.ok(validate, `no definition ${definition}`);
  return validate(value);
}

/** Fails with the schema's own words when a value is not what #/$defs/<definition> says. */
export function assert_schema(definition, value) {
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${definition}`);
  assert.ok(validate, `no definition ${definition}`);
  assert.ok(validate(value), `${definition}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(value).slice(0, 2000)}`);
}
