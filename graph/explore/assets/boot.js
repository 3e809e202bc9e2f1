// Unpacks the program and the library that draws, and starts the page. Only scripts whose hashes the policy names run.

/** The text of a data island that holds base64 of a zlib stream. */
async function unpack(island) {
  const bytes = Uint8Array.from(atob(island.textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}

async function boot() {
  for (const name of ["library", "program"]) {
    const script = document.createElement("script");
    script.textContent = await unpack(document.getElementById(name));
    document.head.append(script);
  }
  await start();
}

boot();
