package org.confero.server.rest;

import java.util.List;
import org.confero.protocol.IceServer;
import org.confero.server.ice.IceServers;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The STUN and TURN servers that are the same for everybody; what is for one participant alone comes with its joining. */
@RestController
class IceServersController {
    private final IceServers iceServers;

    IceServersController(IceServers iceServers) {
        this.iceServers = iceServers;
    }

    record Told(List<IceServer> iceServers) {}

    @GetMapping("/api/v1/ice-servers")
    ResponseEntity<Told> read() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Told(iceServers.servers()));
    }
}
