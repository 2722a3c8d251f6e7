// SPDX-License-Identifier: EUPL-1.2
// The components offer hundreds of tokens that we do not set: `var(--token, fallback)` becomes its fallback, and a declaration
// that is only such a token goes. A component's token that is set once, on :root, is filled in. The brand's own tokens (--rd-)
// and those that a modifier or a mode sets again stay, so themes keep working.

// The end of the parenthesis that opens at `start`.
function closing(css, start) {
  let depth = 0;
  for (let i = start; i < css.length; i += 1) {
    if (css[i] === '(') depth += 1;
    if (css[i] === ')' && (depth -= 1) === 0) return i;
  }
  throw new Error('unbalanced parenthesis');
}

// The value with what can be filled in filled in; null when a token is needed that nobody sets.
function resolve(value, set, once) {
  const at = value.indexOf('var(');
  if (at < 0) return value;
  const end = closing(value, at + 3);
  const [, name, fallback] = /^\s*(--[\w-]+)\s*(?:,([\s\S]*))?$/.exec(value.slice(at + 4, end));
  const other = fallback === undefined ? null : resolve(fallback.trim(), set, once);
  const rest = resolve(value.slice(end + 1), set, once);
  const kept = other === null ? `var(${name})` : `var(${name},${other})`;
  const here = once.get(name) ?? (set.has(name) ? kept : other);
  return here === null || rest === null ? null : value.slice(0, at) + here + rest;
}

// Whether a token is set in a plain `:root` rule.
const inRoot = (css, name) => [...css.matchAll(/(?:^|})\s*:root\s*{([^}]*)}/g)].some((m) => m[1].includes(`${name}:`));

export function flatten(css) {
  let before;
  let now = css;
  do {
    before = now;
    const declared = [...now.matchAll(/(?<=[{;]\s*)(--[\w-]+)\s*:([^;}]*)/g)];
    const set = new Set(declared.map((m) => m[1]));
    const once = new Map(declared.filter(([, name]) => /^--(nl|utrecht)-/.test(name) && declared.filter((m) => m[1] === name).length === 1 && inRoot(now, name)).map((m) => [m[1], m[2].trim()]));
    now = now.replace(/(?<=[{;])\s*([\w-]+)\s*:([^{};]*var\([^{};]*)(?=[;}])/g, (all, name, value) => {
      const left = resolve(value, set, once);
      return left === null ? '' : `${name}:${left}`;
    });
    for (const name of once.keys()) now = now.replace(new RegExp(`(?<=[{;])${name}:[^;}]*;?`), '');
  } while (now !== before);
  return now;
}
