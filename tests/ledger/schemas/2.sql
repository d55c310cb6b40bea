-- A ledger of schema 2: firsthand's own statements, with three invented reports and two decisions.
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
INSERT INTO "custody" VALUES(1,'2026-11-25T01:16:46Z','created','ledger','d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35','0000000000000000000000000000000000000000000000000000000000000000','4be14885729ec2b9e9e9bfe2589a4c9bf2c992de16dae3fcae27b5411650231f');
INSERT INTO "custody" VALUES(2,'2026-11-25T01:16:46Z','added','7e72faab597f9328','135f32ee49a1c17ca8dba0644065ec5c5d1109204b45b4cb8a2bd69dfd5cb2bb','4be14885729ec2b9e9e9bfe2589a4c9bf2c992de16dae3fcae27b5411650231f','628318d95f0353b79bad15e13c15250269f04a98fb06ad381f6e613dc8e65160');
INSERT INTO "custody" VALUES(3,'2026-11-25T01:16:46Z','added','5a90cae78595b4b8','dd2324e1fb4aa50f8e7c958a3cd3344804f562ff31df38cdb8c79cc6daef9d21','628318d95f0353b79bad15e13c15250269f04a98fb06ad381f6e613dc8e65160','00775c7b3bf31ddf7049021a8fa4acd4a3160c24904a163757ca237bc911ca87');
INSERT INTO "custody" VALUES(4,'2026-11-25T01:16:46Z','added','5edf816de7c49dc5','9deb8126fa91024725781b6d7d755a50fd9c1bedb41753d5e51fb1dddf2a8b38','00775c7b3bf31ddf7049021a8fa4acd4a3160c24904a163757ca237bc911ca87','3a478eaf9e7210523b5da75851c5e312f4ad120ea257eb4f3bda25a338e0b2fe');
INSERT INTO "custody" VALUES(5,'2026-11-25T01:16:46Z','decided','7cc552f4ed123255','43ba524633f110dbd0c81d583134e272121c773f95aaf73b407aa53e4a77bc50','3a478eaf9e7210523b5da75851c5e312f4ad120ea257eb4f3bda25a338e0b2fe','4cc485f727d31f58dd3cf3f0cd00668a7f728ba23f87cc486f20ba82568d7e90');
INSERT INTO "custody" VALUES(6,'2026-11-25T01:16:46Z','decided','0445445bc0e5c164','a06197fea67e2a9051850db7fa7b788537e01445f091b285f2afcd662b822727','4cc485f727d31f58dd3cf3f0cd00668a7f728ba23f87cc486f20ba82568d7e90','95a7e4198d0b52f4d2bcb5fce0e1701d599b2b751d113d4c5e740d2f5c158074');
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
INSERT INTO "decisions" VALUES(5,'7cc552f4ed123255','2026-11-25T01:16:46Z','Ann','claim','68c815b0dca041d5','correct','confidence','0.75',NULL);
INSERT INTO "decisions" VALUES(6,'0445445bc0e5c164','2026-11-25T01:16:46Z','Ben','report','5edf816de7c49dc5','assign',NULL,'"Ben"',NULL);
CREATE TABLE meta (
	"key" VARCHAR(64) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','2');
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
INSERT INTO "reports" VALUES('7e72faab597f9328','a9dcab7a7e273c295c00766326c76bd6ccdf9b11b5120810955b2f52f6a91ab9',X'526562656C732061747461636B656420612063616D70206E6561722047616F206F6E204D6F6E6461792E20526562656C73206B696C6C6564203920736F6C646965727320696E20416E736F6E676F2C207468652061726D7920736169642E205265706F727420302E','text/plain','2026-11-25T01:16:46Z','0.txt','firsthand 0.1.0','Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said. Report 0.','{"published": "2025-03-04", "publisher": null, "url": null, "title": null, "author": null, "language": null, "published_stated": null, "published_precision": null, "published_from": null}','{"etag":"one"}');
INSERT INTO "reports" VALUES('5a90cae78595b4b8','8cbac5e805b03889b43a1d07e2d4c5bbd3ccba1fd1ec011580a91850adda5148',X'526562656C732061747461636B656420612063616D70206E6561722047616F206F6E204D6F6E6461792E20526562656C73206B696C6C6564203920736F6C646965727320696E20416E736F6E676F2C207468652061726D7920736169642E205265706F727420312E','text/plain','2026-11-25T01:16:46Z','1.txt','firsthand 0.1.0','Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said. Report 1.','{"published": "2025-03-04", "publisher": null, "url": null, "title": null, "author": null, "language": null, "published_stated": null, "published_precision": null, "published_from": null}','{"etag":"one"}');
INSERT INTO "reports" VALUES('5edf816de7c49dc5','ceda81ef119d89d21b9aa2d847a31e9d8ffd4e5f6fc2f1309a3dc2f7edfa52ac',X'526562656C732061747461636B656420612063616D70206E6561722047616F206F6E204D6F6E6461792E20526562656C73206B696C6C6564203920736F6C646965727320696E20416E736F6E676F2C207468652061726D7920736169642E205265706F727420322E','text/plain','2026-11-25T01:16:46Z','2.txt','firsthand 0.1.0','Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said. Report 2.','{"published": "2025-03-04", "publisher": null, "url": null, "title": null, "author": null, "language": null, "published_stated": null, "published_precision": null, "published_from": null}','{"etag":"one"}');
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
INSERT INTO "views" VALUES('0a5bdfc3b8245bf6','all','7e72faab597f9328',0,1,'unreviewed','attack','2025-03-03','2025-03-03',2457161,'MLI',16.27,-0.05,0,0.5,'|gao|','|rebels|','|unknown|','',0,0,'{}',NULL);
INSERT INTO "views" VALUES('c6d27ccb940e26ad','all','7e72faab597f9328',1,1,'unreviewed','killing',NULL,NULL,2460201,'MLI',15.66,0.5,9,0.5,'|ansongo|','|rebels|','|army|','',0,0,'{}',NULL);
INSERT INTO "views" VALUES('bbc47f49ffbae888','all','5a90cae78595b4b8',0,1,'unreviewed','attack','2025-03-03','2025-03-03',2457161,'MLI',16.27,-0.05,0,0.5,'|gao|','|rebels|','|unknown|','',0,0,'{}',NULL);
INSERT INTO "views" VALUES('b0023e3bdd8a659b','all','5a90cae78595b4b8',1,1,'unreviewed','killing',NULL,NULL,2460201,'MLI',15.66,0.5,9,0.5,'|ansongo|','|rebels|','|army|','',0,0,'{}',NULL);
INSERT INTO "views" VALUES('5096c026559ab6c4','all','5edf816de7c49dc5',0,1,'unreviewed','attack','2025-03-03','2025-03-03',2457161,'MLI',16.27,-0.05,0,0.5,'|gao|','|rebels|','|unknown|','|Ben|',0,0,'{"assigned":["Ben"]}',NULL);
INSERT INTO "views" VALUES('68c815b0dca041d5','all','5edf816de7c49dc5',1,0,'corrected','killing',NULL,NULL,2460201,'MLI',15.66,0.5,9,0.75,'|ansongo|','|rebels|','|army|','|Ben|',0,0,'{"assigned":["Ben"],"by":["Ann"],"corrected":["confidence"]}','{"claim_id":"68c815b0dca041d5","report_id":"5edf816de7c49dc5","schema":1,"event_type":"killing","stage":"occurred","stance":"asserts","trigger":{"text":"killed","span":[50,56]},"quote":{"text":" Rebels killed 9 soldiers in Ansongo, the army said.","span":[42,94]},"actors":[{"text":"Rebels","span":[43,49],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":null,"where":{"text":"Ansongo","span":[71,78],"name":"Ansongo","geonameid":2460201,"lat":15.66,"lon":0.5,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[{"text":"9 soldiers","span":[57,67],"outcome":"killed","unit":"person","who":"soldiers","party":"target","low":9,"high":9}],"attribution":[{"source":"unknown","kind":"media","cue":null,"span":null},{"source":"army","kind":"party","cue":"said","span":[89,93]}],"disputes":null,"confidence":0.75}');
INSERT INTO "views" VALUES('68c815b0dca041d5','machine','5edf816de7c49dc5',1,0,'unreviewed','killing',NULL,NULL,2460201,'MLI',15.66,0.5,9,0.5,'|ansongo|','|rebels|','|army|','|Ben|',0,0,'{"assigned":["Ben"]}',NULL);
INSERT INTO "views" VALUES('68c815b0dca041d5','coder:Ann','5edf816de7c49dc5',1,0,'corrected','killing',NULL,NULL,2460201,'MLI',15.66,0.5,9,0.75,'|ansongo|','|rebels|','|army|','|Ben|',0,0,'{"assigned":["Ben"],"by":["Ann"],"corrected":["confidence"]}','{"claim_id":"68c815b0dca041d5","report_id":"5edf816de7c49dc5","schema":1,"event_type":"killing","stage":"occurred","stance":"asserts","trigger":{"text":"killed","span":[50,56]},"quote":{"text":" Rebels killed 9 soldiers in Ansongo, the army said.","span":[42,94]},"actors":[{"text":"Rebels","span":[43,49],"role":"initiator","name":"Rebels","actor_id":null,"kind":"rebel","country":null}],"means":[],"when":null,"where":{"text":"Ansongo","span":[71,78],"name":"Ansongo","geonameid":2460201,"lat":15.66,"lon":0.5,"country":"MLI","admin1":null,"precision":"town","radius_km":null,"score":null,"unresolved":null,"alternatives":[]},"harm":[{"text":"9 soldiers","span":[57,67],"outcome":"killed","unit":"person","who":"soldiers","party":"target","low":9,"high":9}],"attribution":[{"source":"unknown","kind":"media","cue":null,"span":null},{"source":"army","kind":"party","cue":"said","span":[89,93]}],"disputes":null,"confidence":0.75}');
CREATE INDEX decisions_by_action ON decisions (action, number);
CREATE INDEX decisions_by_coder ON decisions (coder, number);
CREATE INDEX decisions_by_target ON decisions (target_id, number);
CREATE INDEX views_by_doubt ON views ("view", confidence, claim_id);
CREATE INDEX views_of_report ON views (report_id);
CREATE INDEX views_by_toll ON views ("view", killed, claim_id);
CREATE INDEX views_by_status ON views ("view", untouched, status);
CREATE INDEX views_by_report ON views ("view", report_id, position, claim_id);
CREATE INDEX views_by_place ON views ("view", lat, lon);
CREATE INDEX views_by_type ON views ("view", event_type, start);
CREATE INDEX views_by_time ON views ("view", start, claim_id);
CREATE INDEX custody_by_subject ON custody (subject);
CREATE INDEX claims_by_report ON claims (report_id, position);
CREATE INDEX claims_by_place ON claims (geonameid, start);
CREATE INDEX claims_by_type ON claims (event_type, start);
CREATE INDEX codings_by_report ON codings (report_id, number);
CREATE VIRTUAL TABLE words USING fts5(text, content='');
INSERT INTO words (rowid, text) VALUES (2, 'rebels attacked a camp near gao on monday rebels killed 9 soldiers in ansongo the army said report 0');
INSERT INTO words (rowid, text) VALUES (3, 'rebels attacked a camp near gao on monday rebels killed 9 soldiers in ansongo the army said report 1');
INSERT INTO words (rowid, text) VALUES (4, 'rebels attacked a camp near gao on monday rebels killed 9 soldiers in ansongo the army said report 2');
COMMIT;
