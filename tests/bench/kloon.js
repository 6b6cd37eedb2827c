// Makes many out of one: copies what waits of controle `bron` on this phone to `controles`, photos included, each with
// bytes of its own. Runs in a page of the field.
async ({ bron, controles }) => {
  const [{ name }] = (await indexedDB.databases()).filter((db) => /^schouw-[0-9a-f]{8}-/.test(db.name));
  const db = await new Promise((klaar, fout) => {
    const vraag = indexedDB.open(name);
    vraag.onsuccess = () => klaar(vraag.result);
    vraag.onerror = () => fout(vraag.error);
  });
  const klaar = (vraag) =>
    new Promise((goed, fout) => {
      vraag.onsuccess = () => goed(vraag.result);
      vraag.onerror = () => fout(vraag.error);
    });
  const lees = (store) => klaar(db.transaction(store).objectStore(store).getAll());
  const van = async (store) => (await lees(store)).filter((rij) => rij.controle === bron);
  const hex = (hash) => Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const wacht = async (store) => (await van(store)).filter((rij) => rij.stand === "wacht");
  const [journaal, fotos] = [await wacht("journaal"), await wacht("fotos")];
  const rijen = await Promise.all(["antwoorden", "bezoek"].map(van));
  const begin = await klaar(db.transaction("controles").objectStore("controles").get(bron));
  let volgnummer = Math.max(...(await lees("journaal")).map((regel) => regel.volgnummer));
  for (const controle of controles) {
    const nieuw = new Map();
    for (const foto of fotos) {
      const { data, ...rest } = await klaar(db.transaction("fotobytes").objectStore("fotobytes").get(foto.id));
      const bytes = data.slice(0);
      crypto.getRandomValues(new Uint8Array(bytes, bytes.byteLength - 16)); // after the end of the picture
      const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes));
      nieuw.set(foto.id, { id: crypto.randomUUID(), sha256, bytes: { ...rest, sha256, data: bytes } });
    }
    const tx = db.transaction(db.objectStoreNames, "readwrite");
    const zet = (store, rij) => tx.objectStore(store).put(rij);
    for (const foto of fotos) {
      const { id, sha256, bytes } = nieuw.get(foto.id);
      zet("fotobytes", { ...bytes, id });
      zet("fotos", { ...foto, id, sha256, controle, stand: "wacht", bon: null, begonnen: false });
    }
    for (const [plek, store] of ["antwoorden", "bezoek"].entries())
      for (const rij of rijen[plek]) zet(store, { ...rij, controle });
    for (const regel of journaal) {
      const { foto } = regel.inhoud;
      const eigen = nieuw.get(foto);
      const inhoud = eigen ? { ...regel.inhoud, foto: eigen.id, sha256: eigen.sha256 } : regel.inhoud;
      const sleutel = eigen ? eigen.id : regel.sleutel;
      const id = crypto.randomUUID();
      volgnummer += 1;
      zet("journaal", {
        ...regel,
        id,
        controle,
        inhoud,
        sleutel,
        volgnummer,
        stand: "wacht",
        gestuurd: false,
        bon: null,
      });
    }
    tx.objectStore("controles").get(controle).onsuccess = ({ target }) => {
      zet("controles", { ...begin, ...target.result, id: controle, lokaal: begin.lokaal });
    };
    tx.objectStore("meta").get("klok").onsuccess = ({ target }) => {
      tx.objectStore("meta").put({ ...target.result, volgnummer }, "klok");
    };
    await new Promise((goed, fout) => {
      tx.oncomplete = goed;
      tx.onabort = () => fout(tx.error);
    });
  }
  db.close();
  return controles.length;
};
