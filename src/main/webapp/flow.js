// Draws the bars, and reads the pictures again while the build runs.
(function () {
  const INTERVAL_MS = 3000;
  const flows = document.getElementById("aws-flows");
  let shown = null;

  function drawBars() {
    flows.querySelectorAll("[data-share]").forEach((bar) => {
      bar.style.width = bar.dataset.share + "%";
    });
  }

  // The build may start more after what it started is over.
  function isOver() {
    return (
      document.getElementById("aws-flows-state").dataset.running !== "true"
    );
  }

  // What has the focus keeps it, and nothing is touched while nothing changes.
  function show(text) {
    if (text === shown) {
      return;
    }
    const links = (root) => Array.from(root.querySelectorAll("a[href]"));
    const focused = links(flows).indexOf(document.activeElement);
    flows.innerHTML = text;
    shown = text;
    drawBars();
    if (focused >= 0 && links(flows)[focused]) {
      links(flows)[focused].focus();
    }
  }

  function refresh() {
    fetch(flows.dataset.source)
      .then((answer) => (answer.ok ? answer.text() : null))
      .then((text) => {
        if (text !== null) {
          show(text);
        }
      })
      .catch(() => {
        // Jenkins is restarting, most likely: ask again.
      })
      .then(() => {
        if (!isOver()) {
          setTimeout(refresh, INTERVAL_MS);
        }
      });
  }

  drawBars();
  if (!isOver()) {
    setTimeout(refresh, INTERVAL_MS);
  }
})();
