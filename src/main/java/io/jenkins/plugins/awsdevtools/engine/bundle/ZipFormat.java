package io.jenkins.plugins.awsdevtools.engine.bundle;

/**
 * Numbers of the ZIP format that writer and reader share.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT</a>
 */
final class ZipFormat {

    static final int LOCAL = 0x04034b50;
    static final int CENTRAL = 0x02014b50;
    static final int DESCRIPTOR = 0x08074b50;
    static final int END = 0x06054b50;
    static final int END64 = 0x06064b50;
    static final int LOCATOR64 = 0x07064b50;
    static final int LOCAL_SIZE = 30;
    static final int CENTRAL_SIZE = 46;
    static final int END_SIZE = 22;
    static final int LOCATOR64_SIZE = 20;
    static final int EXTRA64 = 0x0001;
    static final long MAX32 = 0xFFFFFFFFL;
    static final int MAX16 = 0xFFFF;

    static final int ENCRYPTED_FLAG = 1;
    static final int DESCRIPTOR_FLAG = 1 << 3;
    static final int UTF8_FLAG = 1 << 11;
    static final int STORED = 0;
    static final int DEFLATED = 8;

    /** "Version made by": 3 is UNIX, so that the upper half of the external attributes is a mode. */
    static final int UNIX = 3;

    static final int TYPE_MASK = 0xF000;
    static final int FILE_TYPE = 0x8000;
    static final int FOLDER_TYPE = 0x4000;
    static final int LINK_TYPE = 0xA000;

    private ZipFormat() {}
}
