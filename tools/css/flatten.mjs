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

function resolve(value, set, once) {
  let rest = value;
  for (let at = rest.indexOf('var('); at >= 0; at = rest.indexOf('var(', at + 1)) {
    const end = closing(rest, at + 3);
    const [, name, fallback] = /^\s*(--[\w-]+)\s*(?:,([\s\S]*))?$/.exec(rest.slice(at + 4, end));
    if (set.has(name) && !once.has(name)) continue;
    if (once.has(name)) {
      rest = rest.slice(0, at) + once.get(name) + rest.slice(end + 1);
      at -= 1;
      continue;
    }
    if (fallback === undefined) return null;
    rest = rest.slice(0, at) + fallback.trim() + rest.slice(end + 1);
    at -= 1;
  }
  return rest;
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
