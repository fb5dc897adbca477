package org.confero.desktop.rtc;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.confero.desktop.rtc.Link.Connection;
import org.confero.protocol.SignalData.Candidate;
import org.jspecify.annotations.Nullable;

/** Takes what the library says of one connection to the conference's thread. Called on the library's threads. */
final class LinkObserver implements PeerConnectionObserver {
    private static final Logger LOG = System.getLogger(LinkObserver.class.getName());
    private static final Pattern USERNAME_FRAGMENT = Pattern.compile(" ufrag (\\S+)");

    private final Link link;

    LinkObserver(Link link) {
        this.link = link;
    }

    @Override
    public void onIceCandidate(RTCIceCandidate candidate) {
        hand(() -> link.listener()
                .candidate(new Candidate(
                        candidate.sdp, candidate.sdpMid, candidate.sdpMLineIndex, usernameFragment(candidate.sdp))));
    }

    @Override
    public void onIceGatheringChange(RTCIceGatheringState state) {
        if (state == RTCIceGatheringState.COMPLETE) {
            hand(() -> link.listener().candidate(new Candidate("", null, null, null)));
        }
    }

    @Override
    public void onRenegotiationNeeded() {
        hand(() -> link.listener().negotiationNeeded());
    }

    @Override
    public void onTrack(RTCRtpTransceiver transceiver) {
        // Not with this transceiver: it is an unowned pointer, and a rollback may take it away before we come to it.
        hand(link::watchVideo);
    }

    @Override
    public void onConnectionChange(RTCPeerConnectionState state) {
        switch (state) {
            case NEW, CLOSED -> {}
            case CONNECTING -> hand(() -> link.listener().connection(Connection.CONNECTING));
            case CONNECTED -> hand(() -> link.listener().connection(Connection.CONNECTED));
            case DISCONNECTED -> hand(() -> link.listener().connection(Connection.DISCONNECTED));
            case FAILED -> hand(() -> link.listener().connection(Connection.FAILED));
        }
    }

    /** Nothing may leave an observer: an exception on a native thread ends the process. */
    private void hand(Runnable event) {
        try {
            link.tell(event);
        } catch (Throwable e) {
            // The conference's thread takes nothing more: it is over.
            LOG.log(Level.DEBUG, "Not told: {0}", e.toString());
        }
    }

    private static @Nullable String usernameFragment(String candidate) {
        Matcher matcher = USERNAME_FRAGMENT.matcher(candidate);
        return matcher.find() ? matcher.group(1) : null;
    }
}
