// SPDX-License-Identifier: EUPL-1.2
// Builds regiodialoog/static/app.css from NL Design System components, our tokens and our own parts: `./dev css`.
// The result is committed, so Node is only needed to change it.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { transform } from 'lightningcss';
import { PurgeCSS } from 'purgecss';
import { flatten } from './flatten.mjs';
import { composed, layout } from './safelist.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const nl = ['heading', 'paragraph', 'link', 'skip-link', 'button', 'data-badge'].map((n) => `node_modules/@nl-design-system-candidate/${n}-css/dist/${n}.css`);
const utrecht = ['alert', 'form-label', 'form-field-description', 'form-field-error-message', 'textbox', 'textarea'].map((n) => `node_modules/@utrecht/${n}-css/dist/index.css`);
const own = ['tokens.css', ...['base', 'layout', 'frame', 'content', 'form', 'data', 'modes'].map((n) => `parts/${n}.css`)].map((f) => `tools/css/${f}`);

const read = (file) => fs.readFileSync(path.join(root, file), 'utf8').replace(/\/\*# sourceMappingURL.*?\*\//g, '');
const minify = (css) => transform({ filename: 'app.css', code: Buffer.from(css), minify: true }).code.toString();

// The font has the address asset() gives it, so that the preload in base.html and the stylesheet mean the same file.
const statics = path.join(root, 'regiodialoog/static');
const hash = (name) => crypto.createHash('sha256').update(fs.readFileSync(path.join(statics, name))).digest('hex').slice(0, 12);
const withFont = (css) => css.replace(/url\(([\w-]+\.woff2)\)/g, (_, name) => `url(../${hash(name)}/${name})`);

const source = [...nl, ...utrecht, ...own].map(read).join('\n');
const [purged] = await new PurgeCSS().purge({
  content: ['templates/**/*.html', 'regiodialoog/static/app.js', 'regiodialoog/**/*.py'].map((g) => path.join(root, g)),
  css: [{ raw: minify(source) }],
  variables: true,
  dynamicAttributes: ['aria-invalid', 'aria-current', 'open', 'disabled', 'readonly', 'multiple', 'type', 'value', 'tabindex'],
  safelist: { standard: [...composed, ...layout, 'htmx-request', 'text', 'path', 'progress', 'ins', 'del', 'blockquote', 'code', 'kbd', 'hr', 'img', 'abbr', 'h4', 'ol'] },
});
const banner = '/*! Regiodialoog, EUPL-1.2. Contains parts of @nl-design-system-candidate/*-css and @utrecht/*-css (EUPL-1.2; (c) Gemeente Utrecht, Frameless B.V. and others). See NOTICE. */\n';
fs.writeFileSync(path.join(statics, 'app.css'), withFont(banner + minify(flatten(minify(purged.css + read('tools/css/parts/kept.css'))))));

// What only the screen in the hall needs, its page alone fetches; its colours are those of app.css.
const beamer = minify(read('tools/css/parts/beamer.css'));
const known = fs.readFileSync(path.join(statics, 'app.css'), 'utf8');
for (const [, name] of beamer.matchAll(/var\((--[\w-]+)/g)) if (!known.includes(`${name}:`)) throw new Error(`beamer.css needs ${name}, which app.css no longer sets`);
fs.writeFileSync(path.join(statics, 'beamer.css'), beamer);

// WhiteNoise serves the compressed copies that lie beside a file; of our script without what only its readers need.
const travels = (name, bytes) => name !== 'app.js' ? bytes
  : Buffer.from(bytes.toString().replace(/^\s*\/\/ (?!SPDX).*\n/gm, '').replace(/^[ \t]+/gm, '').replace(/^\n/gm, ''));
for (const name of ['app.css', 'beamer.css', 'app.js', 'htmx-2.0.11.min.js', 'icons.svg', 'favicon.svg', 'logo.svg']) {
  const file = path.join(statics, name);
  const bytes = travels(name, fs.readFileSync(file));
  fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
  fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
}

const size = (b) => `${b.length} raw, ${zlib.gzipSync(b, { level: 9 }).length} gzip, ${zlib.brotliCompressSync(b).length} brotli`;
console.log('all parts', size(Buffer.from(source)));
console.log('app.css  ', size(fs.readFileSync(path.join(statics, 'app.css'))));
