// SPDX-License-Identifier: EUPL-1.2
// Classes that PurgeCSS must keep although it cannot find them literally: composed in Jinja or promised to templates.
// README.md describes the layout classes for people.
export const composed = [/^rd-badge--/, /^rd-bar__part--/, /^rd-card--/, /^rd-button--/, /^rd-icon--/, /^is-/, /^utrecht-alert--(info|ok|warning|error)$/, /^rd-args__head--/, /^rd-map/];
export const layout = [
  'rd-wrap', 'rd-full', 'rd-measure', 'rd-wide', 'rd-stack', 'rd-row', 'rd-row--between', 'rd-grid', 'rd-grid--2', 'rd-grid--3', 'rd-grid--4',
  'rd-cols', 'rd-cols--2', 'rd-cols--aside', 'rd-aside', 'rd-section', 'rd-section__head', 'rd-band', 'rd-plain', 'rd-columns', 'rd-actions',
  'rd-right', 'rd-center', 'rd-mt', 'rd-mb', 'rd-m0', 'rd-num', 'rd-nowrap', 'rd-strong', 'rd-soft', 'rd-small', 'rd-xs', 'rd-vh',
  'rd-noprint', 'rd-onlyprint', 'rd-prose', 'rd-page-head', 'rd-kicker', 'rd-intro', 'rd-hero', 'rd-hero__inner', 'rd-hero__text', 'rd-hero__figure',
  'rd-form', 'rd-form--wide', 'rd-field', 'rd-field--short', 'rd-search', 'rd-busy', 'rd-rows', 'rd-count', 'rd-lanes', 'rd-lane', 'rd-task', 'rd-task--late',
  'rd-args', 'rd-args__head', 'rd-arg', 'rd-arg__foot', 'rd-legend', 'rd-swatch', 'rd-badges', 'rd-ask', 'rd-table', 'rd-scroll', 'rd-table--sticky',
  'nl-link', 'nl-button', 'nl-button--primary', 'nl-heading', 'nl-paragraph', 'nl-data-badge', 'utrecht-textbox', 'utrecht-textarea', 'rd-select',
];
