-- A ledger of schema 4: firsthand's own statements, with three invented reports and two decisions.
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
	coding INTEGER, 
	PRIMARY KEY (claim_id), 
	FOREIGN KEY(report_id) REFERENCES reports (report_id)
);
INSERT INTO "claims" VALUES('0a5bdfc3b8245bf6','7e72faab597f9328',0,'attack','asserts','2025-03-03','2025-03-03',2457161,'MLI','{"claim_id":"0a5bdfc3b8245bf6","report_id":"7e72faab597f9328","schema":1,"event_type":"attack","stage":"occurred","stance":"asserts","trigger":{"text":"attacked","span":[7,15]},"quote":{"text":"Rebels attacked a camp near Gao on Monday.","span":[0,42]},"actors":[{"text":"Rebels","span":[0,6],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":{"text":"Monday","span":[35,41],"start":"2025-03-03","end":"2025-03-03","precision":"day"},"where":{"text":"Gao","span":[28,31],"name":"Gao","geonameid":2457161,"lat":16.27,"lon":-0.05,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[],"attribution":[{"source":"unknown","kind":"media","cue":null,"span":null}],"disputes":null,"confidence":0.5}',NULL);
INSERT INTO "claims" VALUES('c6d27ccb940e26ad','7e72faab597f9328',1,'killing','asserts',NULL,NULL,2460201,'MLI','{"claim_id":"c6d27ccb940e26ad","report_id":"7e72faab597f9328","schema":1,"event_type":"killing","stage":"occurred","stance":"asserts","trigger":{"text":"killed","span":[50,56]},"quote":{"text":" Rebels killed 9 soldiers in Ansongo, the army said.","span":[42,94]},"actors":[{"text":"Rebels","span":[43,49],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":null,"where":{"text":"Ansongo","span":[71,78],"name":"Ansongo","geonameid":2460201,"lat":15.66,"lon":0.5,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[{"text":"9 soldiers","span":[57,67],"outcome":"killed","unit":"person","who":"soldiers","party":"target","low":9,"high":9}],"attribution":[{"source":"unknown","kind":"media","cue":null,"span":null},{"source":"army","kind":"party","cue":"said","span":[89,93]}],"disputes":null,"confidence":0.5}',NULL);
INSERT INTO "claims" VALUES('bbc47f49ffbae888','5a90cae78595b4b8',0,'attack','asserts','2025-03-03','2025-03-03',2457161,'MLI','{"claim_id":"bbc47f49ffbae888","report_id":"5a90cae78595b4b8","schema":1,"event_type":"attack","stage":"occurred","stance":"asserts","trigger":{"text":"attacked","span":[7,15]},"quote":{"text":"Rebels attacked a camp near Gao on Monday.","span":[0,42]},"actors":[{"text":"Rebels","span":[0,6],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":{"text":"Monday","span":[35,41],"start":"2025-03-03","end":"2025-03-03","precision":"day"},"where":{"text":"Gao","span":[28,31],"name":"Gao","geonameid":2457161,"lat":16.27,"lon":-0.05,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[],"attribution":[{"source":"unknown","kind":"media","cue":null,"span":null}],"disputes":null,"confidence":0.5}',NULL);
INSERT INTO "claims" VALUES('b0023e3bdd8a659b','5a90cae78595b4b8',1,'killing','asserts',NULL,NULL,2460201,'MLI','{"claim_id":"b0023e3bdd8a659b","report_id":"5a90cae78595b4b8","schema":1,"event_type":"killing","stage":"occurred","stance":"asserts","trigger":{"text":"killed","span":[50,56]},"quote":{"text":" Rebels killed 9 soldiers in Ansongo, the army said.","span":[42,94]},"actors":[{"text":"Rebels","span":[43,49],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":null,"where":{"text":"Ansongo","span":[71,78],"name":"Ansongo","geonameid":2460201,"lat":15.66,"lon":0.5,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[{"text":"9 soldiers","span":[57,67],"outcome":"killed","unit":"person","who":"soldiers","party":"target","low":9,"high":9}],"attribution":[{"source":"unknown","kind":"media","cue":null,"span":null},{"source":"army","kind":"party","cue":"said","span":[89,93]}],"disputes":null,"confidence":0.5}',NULL);
INSERT INTO "claims" VALUES('5096c026559ab6c4','5edf816de7c49dc5',0,'attack','asserts','2025-03-03','2025-03-03',2457161,'MLI','{"claim_id":"5096c026559ab6c4","report_id":"5edf816de7c49dc5","schema":1,"event_type":"attack","stage":"occurred","stance":"asserts","trigger":{"text":"attacked","span":[7,15]},"quote":{"text":"Rebels attacked a camp near Gao on Monday.","span":[0,42]},"actors":[{"text":"Rebels","span":[0,6],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":{"text":"Monday","span":[35,41],"start":"2025-03-03","end":"2025-03-03","precision":"day"},"where":{"text":"Gao","span":[28,31],"name":"Gao","geonameid":2457161,"lat":16.27,"lon":-0.05,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[],"attribution":[{"source":"unknown","kind":"media","cue":null,"span":null}],"disputes":null,"confidence":0.5}',NULL);
INSERT INTO "claims" VALUES('68c815b0dca041d5','5edf816de7c49dc5',1,'killing','asserts',NULL,NULL,2460201,'MLI','{"claim_id":"68c815b0dca041d5","report_id":"5edf816de7c49dc5","schema":1,"event_type":"killing","stage":"occurred","stance":"asserts","trigger":{"text":"killed","span":[50,56]},"quote":{"text":" Rebels killed 9 soldiers in Ansongo, the army said.","span":[42,94]},"actors":[{"text":"Rebels","span":[43,49],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":null,"where":{"text":"Ansongo","span":[71,78],"name":"Ansongo","geonameid":2460201,"lat":15.66,"lon":0.5,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[{"text":"9 soldiers","span":[57,67],"outcome":"killed","unit":"person","who":"soldiers","party":"target","low":9,"high":9}],"attribution":[{"source":"unknown","kind":"media","cue":null,"span":null},{"source":"army","kind":"party","cue":"said","span":[89,93]}],"disputes":null,"confidence":0.5}',NULL);
CREATE TABLE codings (
	number INTEGER NOT NULL, 
	report_id VARCHAR(16) NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	tool TEXT NOT NULL, 
	claims TEXT NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(report_id) REFERENCES reports (report_id)
);
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
INSERT INTO "custody" VALUES(1,'2026-11-30T10:30:59Z','created','ledger','4b227777d4dd1fc61c6f884f48641d02b4d121d3fd328cb08b5531fcacdabf8a','0000000000000000000000000000000000000000000000000000000000000000','c6de3bcff0a0a57106812e3bbb9dd887eed18050d2718b4fe50becc9e97b585f');
INSERT INTO "custody" VALUES(2,'2026-11-30T10:30:59Z','added','7e72faab597f9328','476b133a7d7a21f38bb9294c4f08a2f0d7b3d0477526178a37edc5caba6ac91c','c6de3bcff0a0a57106812e3bbb9dd887eed18050d2718b4fe50becc9e97b585f','d3fd51ec3c2e1b0d7f57e30ec7a9030082464355a91b061de00103c431170c4d');
INSERT INTO "custody" VALUES(3,'2026-11-30T10:30:59Z','added','5a90cae78595b4b8','77e629e26bfe34c08ff36191658550f242387f67a6635d8848394c516060c25f','d3fd51ec3c2e1b0d7f57e30ec7a9030082464355a91b061de00103c431170c4d','3285760fa26b62990617c207d3384e8f0628119e8af840fe85713f476851d730');
INSERT INTO "custody" VALUES(4,'2026-11-30T10:30:59Z','added','5edf816de7c49dc5','dd84367c3de00610178c6d047e16cf62dde3c46a04f9af032b062f8597cafddd','3285760fa26b62990617c207d3384e8f0628119e8af840fe85713f476851d730','e4b721ac1d37c9f2b415bc9d4993f3cca50199b500db0448c0a71170cf3e2eb0');
INSERT INTO "custody" VALUES(5,'2026-11-30T10:30:59Z','decided','458af42dbd20bc4c','bbefe027080f6be4c401245c6c339ef31a85b43cb6cdaac15cffbabbc40ddd6a','e4b721ac1d37c9f2b415bc9d4993f3cca50199b500db0448c0a71170cf3e2eb0','c9a0d9c1e9f144bc0c2753206f5b2b206854c85114f7101804eaa6048825e2b4');
INSERT INTO "custody" VALUES(6,'2026-11-30T10:30:59Z','decided','52a88d3ba43f62f2','cb4f7fb0864ed68248c9dc5cbd4d6b4fd4dc7efa8ba5c960c8ddf1ca2b30af27','c9a0d9c1e9f144bc0c2753206f5b2b206854c85114f7101804eaa6048825e2b4','69b14a6877fd4e9029ca792db3db7dc52ec5ff0505821ea8a24d89725a5e1917');
CREATE TABLE decisions (
	number INTEGER NOT NULL, 
	decision_id VARCHAR(16) NOT NULL, 
	at VARCHAR(32) NOT NULL, 
	coder TEXT NOT NULL, 
	target_type VARCHAR(16) NOT NULL, 
	target_id TEXT NOT NULL, 
	action VARCHAR(16) NOT NULL, 
	field TEXT, 
	value TEXT, 
	reason TEXT, 
	PRIMARY KEY (number), 
	UNIQUE (decision_id)
);
INSERT INTO "decisions" VALUES(5,'458af42dbd20bc4c','2026-11-30T10:30:59Z','Ann','claim','68c815b0dca041d5','correct','event_type','"arrest"',NULL);
INSERT INTO "decisions" VALUES(6,'52a88d3ba43f62f2','2026-11-30T10:30:59Z','Ann','claim','68c815b0dca041d5','comment',NULL,NULL,'seen');
CREATE TABLE meta (
	"key" VARCHAR(64) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','4');
CREATE TABLE names (
	kind VARCHAR(8) NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (kind, text)
);
INSERT INTO "names" VALUES('actors','|rebels|');
INSERT INTO "names" VALUES('origin','|army|');
INSERT INTO "names" VALUES('origin','|unknown|');
INSERT INTO "names" VALUES('place','|ansongo|');
INSERT INTO "names" VALUES('place','|gao|');
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
	headers TEXT, 
	PRIMARY KEY (report_id)
);
INSERT INTO "reports" VALUES('7e72faab597f9328','a9dcab7a7e273c295c00766326c76bd6ccdf9b11b5120810955b2f52f6a91ab9',X'526562656C732061747461636B656420612063616D70206E6561722047616F206F6E204D6F6E6461792E20526562656C73206B696C6C6564203920736F6C646965727320696E20416E736F6E676F2C207468652061726D7920736169642E205265706F727420302E','text/plain','2026-11-30T10:30:59Z',NULL,'firsthand 0.1.0','Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said. Report 0.','{"published": "2025-03-04", "publisher": null, "url": null, "title": null, "author": null, "language": null, "published_stated": null, "published_precision": null, "published_from": null}',NULL);
INSERT INTO "reports" VALUES('5a90cae78595b4b8','8cbac5e805b03889b43a1d07e2d4c5bbd3ccba1fd1ec011580a91850adda5148',X'526562656C732061747461636B656420612063616D70206E6561722047616F206F6E204D6F6E6461792E20526562656C73206B696C6C6564203920736F6C646965727320696E20416E736F6E676F2C207468652061726D7920736169642E205265706F727420312E','text/plain','2026-11-30T10:30:59Z',NULL,'firsthand 0.1.0','Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said. Report 1.','{"published": "2025-03-04", "publisher": null, "url": null, "title": null, "author": null, "language": null, "published_stated": null, "published_precision": null, "published_from": null}',NULL);
INSERT INTO "reports" VALUES('5edf816de7c49dc5','ceda81ef119d89d21b9aa2d847a31e9d8ffd4e5f6fc2f1309a3dc2f7edfa52ac',X'526562656C732061747461636B656420612063616D70206E6561722047616F206F6E204D6F6E6461792E20526562656C73206B696C6C6564203920736F6C646965727320696E20416E736F6E676F2C207468652061726D7920736169642E205265706F727420322E','text/plain','2026-11-30T10:30:59Z',NULL,'firsthand 0.1.0','Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said. Report 2.','{"published": "2025-03-04", "publisher": null, "url": null, "title": null, "author": null, "language": null, "published_stated": null, "published_precision": null, "published_from": null}',NULL);
CREATE TABLE tallies (
	"view" VARCHAR(128) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	untouched INTEGER NOT NULL, 
	added INTEGER NOT NULL, 
	event_type VARCHAR(64) NOT NULL, 
	claims INTEGER NOT NULL, 
	PRIMARY KEY ("view", status, untouched, added, event_type)
);
INSERT INTO "tallies" VALUES('all','unreviewed',1,0,'attack',3);
INSERT INTO "tallies" VALUES('all','unreviewed',1,0,'killing',2);
INSERT INTO "tallies" VALUES('all','corrected',0,0,'arrest',1);
INSERT INTO "tallies" VALUES('coder:Ann','corrected',0,0,'arrest',1);
INSERT INTO "tallies" VALUES('machine','unreviewed',0,0,'killing',1);
CREATE TABLE views (
	claim_id VARCHAR(16) NOT NULL, 
	"view" VARCHAR(128) NOT NULL, 
	report_id VARCHAR(16) NOT NULL, 
	position INTEGER NOT NULL, 
	untouched INTEGER NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	event_type VARCHAR(64) NOT NULL, 
	start VARCHAR(32), 
	"end" VARCHAR(32), 
	lengthy INTEGER NOT NULL, 
	geonameid INTEGER, 
	country VARCHAR(3), 
	lat FLOAT, 
	lon FLOAT, 
	killed INTEGER NOT NULL, 
	confidence FLOAT NOT NULL, 
	place TEXT NOT NULL, 
	actors TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	assigned TEXT NOT NULL, 
	disputed INTEGER NOT NULL, 
	sensitive INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	json TEXT, 
	PRIMARY KEY (claim_id, "view")
);
INSERT INTO "views" VALUES('0a5bdfc3b8245bf6','all','7e72faab597f9328',0,1,'unreviewed','attack','2025-03-03','2025-03-03',0,2457161,'MLI',16.27,-0.05,0,0.5,'|gao|','|rebels|','|unknown|','',0,0,'{}',NULL);
INSERT INTO "views" VALUES('c6d27ccb940e26ad','all','7e72faab597f9328',1,1,'unreviewed','killing',NULL,NULL,1,2460201,'MLI',15.66,0.5,9,0.5,'|ansongo|','|rebels|','|army|','',0,0,'{}',NULL);
INSERT INTO "views" VALUES('bbc47f49ffbae888','all','5a90cae78595b4b8',0,1,'unreviewed','attack','2025-03-03','2025-03-03',0,2457161,'MLI',16.27,-0.05,0,0.5,'|gao|','|rebels|','|unknown|','',0,0,'{}',NULL);
INSERT INTO "views" VALUES('b0023e3bdd8a659b','all','5a90cae78595b4b8',1,1,'unreviewed','killing',NULL,NULL,1,2460201,'MLI',15.66,0.5,9,0.5,'|ansongo|','|rebels|','|army|','',0,0,'{}',NULL);
INSERT INTO "views" VALUES('5096c026559ab6c4','all','5edf816de7c49dc5',0,1,'unreviewed','attack','2025-03-03','2025-03-03',0,2457161,'MLI',16.27,-0.05,0,0.5,'|gao|','|rebels|','|unknown|','',0,0,'{}',NULL);
INSERT INTO "views" VALUES('68c815b0dca041d5','all','5edf816de7c49dc5',1,0,'corrected','arrest',NULL,NULL,1,2460201,'MLI',15.66,0.5,9,0.5,'|ansongo|','|rebels|','|army|','',0,0,'{"by":["Ann"],"comments":["seen"],"corrected":["event_type"]}','{"claim_id":"68c815b0dca041d5","report_id":"5edf816de7c49dc5","schema":1,"event_type":"arrest","stage":"occurred","stance":"asserts","trigger":{"text":"killed","span":[50,56]},"quote":{"text":" Rebels killed 9 soldiers in Ansongo, the army said.","span":[42,94]},"actors":[{"text":"Rebels","span":[43,49],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":null,"where":{"text":"Ansongo","span":[71,78],"name":"Ansongo","geonameid":2460201,"lat":15.66,"lon":0.5,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[{"text":"9 soldiers","span":[57,67],"outcome":"killed","unit":"person","who":"soldiers","party":"target","low":9,"high":9}],"attribution":[{"source":"unknown","kind":"media","cue":null,"span":null},{"source":"army","kind":"party","cue":"said","span":[89,93]}],"disputes":null,"confidence":0.5}');
INSERT INTO "views" VALUES('68c815b0dca041d5','machine','5edf816de7c49dc5',1,0,'unreviewed','killing',NULL,NULL,1,2460201,'MLI',15.66,0.5,9,0.5,'|ansongo|','|rebels|','|army|','',0,0,'{"comments":["seen"]}',NULL);
INSERT INTO "views" VALUES('68c815b0dca041d5','coder:Ann','5edf816de7c49dc5',1,0,'corrected','arrest',NULL,NULL,1,2460201,'MLI',15.66,0.5,9,0.5,'|ansongo|','|rebels|','|army|','',0,0,'{"by":["Ann"],"comments":["seen"],"corrected":["event_type"]}','{"claim_id":"68c815b0dca041d5","report_id":"5edf816de7c49dc5","schema":1,"event_type":"arrest","stage":"occurred","stance":"asserts","trigger":{"text":"killed","span":[50,56]},"quote":{"text":" Rebels killed 9 soldiers in Ansongo, the army said.","span":[42,94]},"actors":[{"text":"Rebels","span":[43,49],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":null,"where":{"text":"Ansongo","span":[71,78],"name":"Ansongo","geonameid":2460201,"lat":15.66,"lon":0.5,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[{"text":"9 soldiers","span":[57,67],"outcome":"killed","unit":"person","who":"soldiers","party":"target","low":9,"high":9}],"attribution":[{"source":"unknown","kind":"media","cue":null,"span":null},{"source":"army","kind":"party","cue":"said","span":[89,93]}],"disputes":null,"confidence":0.5}');
CREATE INDEX decisions_by_action ON decisions (action, number);
CREATE INDEX decisions_by_target ON decisions (target_id, number);
CREATE INDEX decisions_by_coder ON decisions (coder, number);
CREATE INDEX views_by_report ON views ("view", report_id, position, claim_id);
CREATE INDEX views_of_report ON views (report_id);
CREATE INDEX views_by_place ON views ("view", place);
CREATE INDEX views_touched ON views ("view", claim_id) WHERE untouched = 0;
CREATE INDEX views_by_doubt ON views ("view", status, confidence, claim_id);
CREATE INDEX views_by_type ON views ("view", event_type, start);
CREATE INDEX views_by_point ON views ("view", lat, lon);
CREATE INDEX views_by_actors ON views ("view", actors);
CREATE INDEX views_by_country ON views ("view", country);
CREATE INDEX views_by_origin ON views ("view", origin);
CREATE INDEX views_disputed ON views ("view", claim_id) WHERE disputed = 1;
CREATE INDEX views_by_toll ON views ("view", status, killed, claim_id, lat, lon, start, "end");
CREATE INDEX views_sensitive ON views ("view", claim_id) WHERE sensitive = 1;
CREATE INDEX views_by_geonameid ON views ("view", geonameid);
CREATE INDEX views_by_time ON views ("view", lengthy, status, start, claim_id, "end");
CREATE INDEX views_assigned ON views ("view", claim_id) WHERE assigned <> '';
CREATE INDEX custody_by_subject ON custody (subject);
CREATE INDEX claims_by_type ON claims (event_type, start);
CREATE INDEX claims_by_place ON claims (geonameid, start);
CREATE INDEX claims_by_report ON claims (report_id, position);
CREATE INDEX codings_by_report ON codings (report_id, number);
CREATE VIRTUAL TABLE words USING fts5(text, content='');
INSERT INTO words (rowid, text) VALUES (2, 'rebels attacked a camp near gao on monday rebels killed 9 soldiers in ansongo the army said report 0');
INSERT INTO words (rowid, text) VALUES (3, 'rebels attacked a camp near gao on monday rebels killed 9 soldiers in ansongo the army said report 1');
INSERT INTO words (rowid, text) VALUES (4, 'rebels attacked a camp near gao on monday rebels killed 9 soldiers in ansongo the army said report 2');
COMMIT;
