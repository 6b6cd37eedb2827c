// @ts-check
// The parts of the form page that are not read with the page itself. The phone has them all before it leaves; a part is
// run when it is first needed.

/**
 * Reads a part once; `nu` is the part when it was read before.
 * @template T
 * @param {() => Promise<T>} haal
 */
function lui(haal) {
  /** @type {{laad: () => Promise<T>, nu: T | undefined}} */
  const deel = {
    nu: undefined,
    laad: async () => {
      deel.nu ??= await haal();
      return deel.nu;
    },
  };
  return deel;
}

/** What follows from answers, buttons and photos. */
export const rest = lui(() => import("./rest.js"));
/** The screens of a finding, of one photo, and of afronden. */
export const verder = lui(() => import("./verder.js"));
/** The talk with the office. */
export const zenden = lui(() => import("./sync.js"));
