// Runs in every measured page before anything else: when it can be used, how fast a tap is painted, what was stored.
(() => {
  const meter = { klaar: null, beeld: [], opslag: [] };
  window.meetlat = meter;
  const naBeeld = (doe) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = doe;
      port2.postMessage(0);
    });
  const kijk = () => {
    const form = document.querySelector("#formulier");
    const gereed = form ? "klaar" in form.dataset : document.readyState === "complete";
    if (gereed)
      naBeeld(() => {
        meter.klaar = performance.now();
      });
    else requestAnimationFrame(kijk);
  };
  requestAnimationFrame(kijk);
  addEventListener(
    "click",
    ({ isTrusted, timeStamp }) => {
      if (isTrusted) naBeeld(() => meter.beeld.push(performance.now() - timeStamp));
    },
    true,
  );
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, soort, opties) {
    const tx = transaction.call(this, stores, soort, opties);
    if (soort === "readwrite")
      tx.addEventListener("complete", () => meter.opslag.push({ stores: [stores].flat(), op: performance.now() }));
    return tx;
  };
})();
