// Is it valid HTML? One JSON line in ({"html"}), one JSON line out ([{rule, message, line, column}]).
import readline from "node:readline";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

/** The rules are the same for every page: they are worked out once. */
class OneConfig extends StaticConfigLoader {
  getConfigFor(path) {
    return (this.found ??= super.getConfigFor(path));
  }
}

const loader = new OneConfig({
  root: true,
  extends: ["html-validate:standard", "html-validate:document"],
  rules: {
    "require-sri": "off", // everything comes from this site
    "long-title": "off", // advice to search engines, no part of the standard
    "no-trailing-whitespace": "off",
    "valid-id": ["error", { relaxed: true }],
    "no-inline-style": "error",
    "attr-quotes": "off", // both forms are valid
    "void-style": "off",
  },
});
const validator = new HtmlValidate(loader);

for await (const line of readline.createInterface({ input: process.stdin })) {
  const report = await validator.validateString(JSON.parse(line).html);
  const faults = report.results.flatMap((result) => result.messages);
  console.log(JSON.stringify(faults.map(({ ruleId, message, line, column }) => ({ rule: ruleId, message, line, column }))));
}
