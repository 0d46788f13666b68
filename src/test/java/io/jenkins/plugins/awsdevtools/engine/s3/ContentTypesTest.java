package io.jenkins.plugins.awsdevtools.engine.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypesTest {

    @ParameterizedTest
    @CsvSource({
        "index.html,text/html; charset=utf-8",
        "a/b/INDEX.HTM,text/html; charset=utf-8",
        "app.min.js,text/javascript; charset=utf-8",
        "module.mjs,text/javascript; charset=utf-8",
        "style.css,text/css; charset=utf-8",
        "app.js.map,application/json",
        "site.webmanifest,application/manifest+json",
        "feed.atom,application/atom+xml",
        "logo.svg,image/svg+xml",
        "photo.JPEG,image/jpeg",
        "photo.avif,image/avif",
        "font.woff2,font/woff2",
        "lib.wasm,application/wasm",
        "site.tar.gz,application/gzip"
    })
    void whatBrowsersNeedToKnowIsToldByTheName(String path, String type) {
        assertThat(ContentTypes.of(path)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"LICENSE", "folder.html/data", "a.", "photo.unheardof", "''"})
    void whatTheNameDoesNotTellIsBytes(String path) {
        assertThat(ContentTypes.of(path)).isEqualTo("application/octet-stream");
    }
}
