// @ts-check
// The part of the form page that is not read with the page itself. The phone has it before it leaves; it is run once
// one can work. One part: many small ones weigh a tenth more, and each costs the line a question.

/** @type {{laad: () => Promise<typeof import("./rest.js")>, nu: typeof import("./rest.js") | undefined}} */
export const rest = {
  /** The part, when it was read before. */
  nu: undefined,
  laad: async () => {
    rest.nu ??= await import("./rest.js");
    return rest.nu;
  },
};
