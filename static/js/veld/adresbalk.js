// @ts-check
/** The bar of the browser (and of the installed app) takes the colour of the head: the house colour that holds here. */
export function kleurAdresbalk() {
  const kleur = getComputedStyle(document.documentElement).getPropertyValue("--schouw-brand-strong").trim();
  if (kleur) document.querySelector("meta[name=theme-color]")?.setAttribute("content", kleur);
}
