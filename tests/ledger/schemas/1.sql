-- A ledger of schema 1, as firsthand 0.1.0 wrote it: its own statements, with three invented reports.
BEGIN TRANSACTION;
CREATE TABLE claims (
	claim_id VARCHAR(16) NOT NULL, 
	report_id VARCHAR(16) NOT NULL, 
	position INTEGER NOT NULL, 
	event_type VARCHAR(64) NOT NULL, 
	stance VARCHAR(16) NOT NULL, 
	start VARCHAR(32), 
	"end" VARCHAR(32), 
	geonameid INTEGER, 
	country VARCHAR(3), 
	json TEXT NOT NULL, 
	PRIMARY KEY (claim_id), 
	FOREIGN KEY(report_id) REFERENCES reports (report_id)
);
INSERT INTO "claims" VALUES('bdaf887b82e40fa6','ba474017946856db',0,'attack','asserts','2025-03-03','2025-03-03',2457161,'MLI','{"claim_id":"bdaf887b82e40fa6","report_id":"ba474017946856db","schema":1,"event_type":"attack","stage":"occurred","stance":"asserts","trigger":{"text":"attacked","span":[7,15]},"quote":{"text":"Rebels attacked a camp near Gao on Monday.","span":[0,42]},"actors":[{"text":"Rebels","span":[0,6],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":{"text":"Monday","span":[35,41],"start":"2025-03-03","end":"2025-03-03","precision":"day"},"where":{"text":"Gao","span":[28,31],"name":"Gao","geonameid":2457161,"lat":16.27,"lon":-0.05,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[],"attribution":[{"source":"Example Wire","kind":"media","cue":null,"span":null}],"disputes":null,"confidence":0.5}');
INSERT INTO "claims" VALUES('a8ad3b2aa91393e4','ba474017946856db',1,'killing','asserts',NULL,NULL,2460201,'MLI','{"claim_id":"a8ad3b2aa91393e4","report_id":"ba474017946856db","schema":1,"event_type":"killing","stage":"occurred","stance":"asserts","trigger":{"text":"killed","span":[50,56]},"quote":{"text":" Rebels killed 9 soldiers in Ansongo, the army said.","span":[42,94]},"actors":[{"text":"Rebels","span":[43,49],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":null,"where":{"text":"Ansongo","span":[71,78],"name":"Ansongo","geonameid":2460201,"lat":15.66,"lon":0.5,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[{"text":"9 soldiers","span":[57,67],"outcome":"killed","unit":"person","who":"soldiers","party":"target","low":9,"high":9}],"attribution":[{"source":"Example Wire","kind":"media","cue":null,"span":null},{"source":"army","kind":"party","cue":"said","span":[89,93]}],"disputes":null,"confidence":0.5}');
INSERT INTO "claims" VALUES('50ee5b592a41b213','053ea3cd4a66cb04',0,'attack','asserts','2025-03-03','2025-03-03',2457161,'MLI','{"claim_id":"50ee5b592a41b213","report_id":"053ea3cd4a66cb04","schema":1,"event_type":"attack","stage":"occurred","stance":"asserts","trigger":{"text":"attacked","span":[7,15]},"quote":{"text":"Rebels attacked a camp near Gao on Monday.","span":[0,42]},"actors":[{"text":"Rebels","span":[0,6],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":{"text":"Monday","span":[35,41],"start":"2025-03-03","end":"2025-03-03","precision":"day"},"where":{"text":"Gao","span":[28,31],"name":"Gao","geonameid":2457161,"lat":16.27,"lon":-0.05,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[],"attribution":[{"source":"Example Wire","kind":"media","cue":null,"span":null}],"disputes":null,"confidence":0.5}');
INSERT INTO "claims" VALUES('6b514fee275811ee','053ea3cd4a66cb04',1,'killing','asserts',NULL,NULL,2460201,'MLI','{"claim_id":"6b514fee275811ee","report_id":"053ea3cd4a66cb04","schema":1,"event_type":"killing","stage":"occurred","stance":"asserts","trigger":{"text":"killed","span":[50,56]},"quote":{"text":" Rebels killed 9 soldiers in Ansongo, the army said.","span":[42,94]},"actors":[{"text":"Rebels","span":[43,49],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":null,"where":{"text":"Ansongo","span":[71,78],"name":"Ansongo","geonameid":2460201,"lat":15.66,"lon":0.5,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[{"text":"9 soldiers","span":[57,67],"outcome":"killed","unit":"person","who":"soldiers","party":"target","low":9,"high":9}],"attribution":[{"source":"Example Wire","kind":"media","cue":null,"span":null},{"source":"army","kind":"party","cue":"said","span":[89,93]}],"disputes":null,"confidence":0.5}');
INSERT INTO "claims" VALUES('adec0726d09cfe4e','af714f44ddaad91e',0,'attack','asserts','2025-03-03','2025-03-03',2457161,'MLI','{"claim_id":"adec0726d09cfe4e","report_id":"af714f44ddaad91e","schema":1,"event_type":"attack","stage":"occurred","stance":"asserts","trigger":{"text":"attacked","span":[7,15]},"quote":{"text":"Rebels attacked a camp near Gao on Monday.","span":[0,42]},"actors":[{"text":"Rebels","span":[0,6],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":{"text":"Monday","span":[35,41],"start":"2025-03-03","end":"2025-03-03","precision":"day"},"where":{"text":"Gao","span":[28,31],"name":"Gao","geonameid":2457161,"lat":16.27,"lon":-0.05,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[],"attribution":[{"source":"Example Wire","kind":"media","cue":null,"span":null}],"disputes":null,"confidence":0.5}');
INSERT INTO "claims" VALUES('009a558ec3a91c01','af714f44ddaad91e',1,'killing','asserts',NULL,NULL,2460201,'MLI','{"claim_id":"009a558ec3a91c01","report_id":"af714f44ddaad91e","schema":1,"event_type":"killing","stage":"occurred","stance":"asserts","trigger":{"text":"killed","span":[50,56]},"quote":{"text":" Rebels killed 9 soldiers in Ansongo, the army said.","span":[42,94]},"actors":[{"text":"Rebels","span":[43,49],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":null,"where":{"text":"Ansongo","span":[71,78],"name":"Ansongo","geonameid":2460201,"lat":15.66,"lon":0.5,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[{"text":"9 soldiers","span":[57,67],"outcome":"killed","unit":"person","who":"soldiers","party":"target","low":9,"high":9}],"attribution":[{"source":"Example Wire","kind":"media","cue":null,"span":null},{"source":"army","kind":"party","cue":"said","span":[89,93]}],"disputes":null,"confidence":0.5}');
CREATE TABLE custody (
	number INTEGER NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	action VARCHAR(32) NOT NULL, 
	subject TEXT NOT NULL, 
	content VARCHAR(64) NOT NULL, 
	previous VARCHAR(64) NOT NULL, 
	seal VARCHAR(64) NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "custody" VALUES(1,'2026-11-24T22:33:43Z','created','ledger','6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b','0000000000000000000000000000000000000000000000000000000000000000','f5ad64ec3cf324d773f0f69dd69cdfd1baeaed41a4b0e7af88d992aa746837be');
INSERT INTO "custody" VALUES(2,'2026-11-24T22:33:43Z','added','ba474017946856db','c52f57314c93fc622cddfa6c8a9da8f5614ca652b2fd076a77334e9e32738ddd','f5ad64ec3cf324d773f0f69dd69cdfd1baeaed41a4b0e7af88d992aa746837be','06d47bb5d15df6de3399baeeae1665523a1182362bb136d2351117781ae7213b');
INSERT INTO "custody" VALUES(3,'2026-11-24T22:33:43Z','added','053ea3cd4a66cb04','0628fd543d536c58ea300fbd712caf54bcc70bc5d7de9a34582b9ffd7bf14529','06d47bb5d15df6de3399baeeae1665523a1182362bb136d2351117781ae7213b','f0d62dd3b85ecfc6eb42f8da9e76531a0626fda1299e09d83435c12555faaf96');
INSERT INTO "custody" VALUES(4,'2026-11-24T22:33:43Z','added','af714f44ddaad91e','252a4e13acf6622510c1c0ce04c9327a8f99bdbc94f69356c4b464edf0a86c0e','f0d62dd3b85ecfc6eb42f8da9e76531a0626fda1299e09d83435c12555faaf96','28000c6a772d5e8427ee493bd383de9eb44d3486d8db35a076726752e889feb3');
CREATE TABLE meta (
	"key" VARCHAR(64) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','1');
CREATE TABLE reports (
	report_id VARCHAR(16) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	raw BLOB NOT NULL, 
	media_type VARCHAR(64) NOT NULL, 
	received VARCHAR(32) NOT NULL, 
	origin TEXT, 
	tool TEXT NOT NULL, 
	text TEXT NOT NULL, 
	about TEXT NOT NULL, 
	PRIMARY KEY (report_id)
);
INSERT INTO "reports" VALUES('ba474017946856db','a9dcab7a7e273c295c00766326c76bd6ccdf9b11b5120810955b2f52f6a91ab9',X'526562656C732061747461636B656420612063616D70206E6561722047616F206F6E204D6F6E6461792E20526562656C73206B696C6C6564203920736F6C646965727320696E20416E736F6E676F2C207468652061726D7920736169642E205265706F727420302E','text/plain','2026-11-24T22:33:43Z','0.txt','firsthand 0.1.0','Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said. Report 0.','{"published": "2025-03-04", "publisher": "Example Wire", "url": null, "title": null, "author": null, "language": null}');
INSERT INTO "reports" VALUES('053ea3cd4a66cb04','8cbac5e805b03889b43a1d07e2d4c5bbd3ccba1fd1ec011580a91850adda5148',X'526562656C732061747461636B656420612063616D70206E6561722047616F206F6E204D6F6E6461792E20526562656C73206B696C6C6564203920736F6C646965727320696E20416E736F6E676F2C207468652061726D7920736169642E205265706F727420312E','text/plain','2026-11-24T22:33:43Z','1.txt','firsthand 0.1.0','Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said. Report 1.','{"published": "2025-03-04", "publisher": "Example Wire", "url": null, "title": null, "author": null, "language": null}');
INSERT INTO "reports" VALUES('af714f44ddaad91e','ceda81ef119d89d21b9aa2d847a31e9d8ffd4e5f6fc2f1309a3dc2f7edfa52ac',X'526562656C732061747461636B656420612063616D70206E6561722047616F206F6E204D6F6E6461792E20526562656C73206B696C6C6564203920736F6C646965727320696E20416E736F6E676F2C207468652061726D7920736169642E205265706F727420322E','text/plain','2026-11-24T22:33:43Z','2.txt','firsthand 0.1.0','Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said. Report 2.','{"published": "2025-03-04", "publisher": "Example Wire", "url": null, "title": null, "author": null, "language": null}');
CREATE INDEX claims_by_type ON claims (event_type, start);
CREATE INDEX claims_by_report ON claims (report_id, position);
CREATE INDEX claims_by_place ON claims (geonameid, start);
COMMIT;
