// A page without a browser: one element that stands for every part of it.

/** @type {any} */
export const vak = {
  textContent: "",
  hidden: false,
  dataset: {},
  classList: { toggle() {}, add() {}, remove() {} },
  firstElementChild: {},
  body: { classList: { toggle() {} }, dataset: {} },
  querySelector: () => vak,
  querySelectorAll: () => [],
  getElementById: (/** @type {string} */ naam) => (naam.startsWith("sj-") ? { content: {} } : null),
  importNode: () => ({ firstElementChild: vak }),
  closest: () => vak,
  getAttribute: () => "",
  setAttribute() {},
  replaceChildren() {},
  append() {},
  focus() {},
  remove() {},
};

Object.assign(globalThis, {
  document: vak,
  location: { hash: "" },
  history: { replaceState() {} },
  scrollY: 0,
  scrollTo() {},
  IntersectionObserver: class {
    observe() {}
    unobserve() {}
  },
});
