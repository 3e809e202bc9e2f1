// Unpacks the program and the library that draws, and starts the page. Only scripts whose hashes the policy names run.

/** The text of a data island that holds base64 of a zlib stream. */
async function unpack(island) {
  const stream = new Blob([decoded(island.textContent)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}

/** The bytes of base64. */
function decoded(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const signs = atob(text), bytes = new Uint8Array(signs.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = signs.charCodeAt(at);
  return bytes;
}

/** Lets the browser draw and answer before the next piece of work. */
const breathe = () => new Promise((go) => { setTimeout(go); });

async function boot() {
  for (const name of ["library", "program"]) {
    await breathe();
    const script = document.createElement("script");
    script.textContent = await unpack(document.getElementById(name));
    document.head.append(script);
  }
  await start();
}

boot();
