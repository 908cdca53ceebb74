"""First and last names from many cultures; who bears which is left to chance."""

FEMALE = tuple(
    """
    Abigail Adaeze Aiko Aisha Alejandra Amara Amelia Ana Anika Annika Astrid Beatriz Bethany Bianca Brigid Camila Carmen
    Celeste Chiara Chloe Clara Dalia Daniela Deborah Diane Divya Eilidh Elena Elif Emeka Esperanza Esther Eun-ji Farah
    Fatima Fiona Freya Gabriela Giulia Grace Greta Hana Harriet Heidi Helena Imani Ingrid Irina Isabel Jamila Jasmine
    Joanna Josefina Judith Kavita Keisha Kiara Larissa Latoya Leila Linh Lucia Madeleine Mai Malika Margaret Mariana
    Marisol Mei Meera Miriam Nadia Naomi Ngozi Nicole Nora Olga Olivia Paloma Patricia Petra Phoebe Priya Rachel Renata
    Rosalind Ruth Sabine Salma Saoirse Shanice Shirin Sofia Sunita Svetlana Tamara Tatiana Thandiwe Tomoko Uma Ursula
    Valentina Veronica Wanda Xiomara Yara Yesenia Yuki Zainab Zofia
    """.split()
)
MALE = tuple(
    """
    Aaron Abdul Adrian Ahmed Alan Alejandro Amir Anders Andre Anton Arjun Arthur Babajide Benedikt Bernard Boris Brandon
    Bruno Caleb Carlos Cedric Chidi Christian Clifford Connor Dae-jung Damien Darnell Dawit Declan Dennis Diego Dmitri
    Douglas Eamon Edgar Eduardo Elias Emil Enrique Ernesto Farid Felipe Felix Fernando Finn Francis Gareth Geoffrey
    Giovanni Goran Graham Gustavo Hamza Harold Hassan Hector Henrik Hiroshi Hugo Ibrahim Ignacio Ivan Jamal Javier
    Jerome Joaquin Jorge Julian Kamal Karl Kazuo Kenji Kofi Kwame Lamar Lars Leonard Liam Lionel Lorenzo Luca Luis
    Malcolm Manuel Marcus Martin Mateo Mehmet Miguel Mikhail Mohammed Nathaniel Neil Nikolai Nnamdi Omar Oscar Pablo
    Patrick Pavel Pedro Quentin Rafael Raj Ramon Reza Roderick Roland Ronan Samuel Sanjay Santiago Sergei Silas Stefan
    Tariq Terrence Thabo Theodore Tobias Trevor Vijay Viktor Vincent Walter Wei Wendell Yusuf Zachary
    """.split()
)
LAST = tuple(
    """
    Abara Abernathy Achterberg Adeyemi Ahmadi Akhtar Albrecht Almeida Alvarado Andersson Antonelli Aoki Araya Armitage
    Asante Ashworth Avila Bakshi Baptiste Barrington Bauer Beaumont Becerra Bergstrom Bhatt Birch Blackwood Bodnar
    Bonaventure Bouchard Brennan Brightwell Bukowski Burgess Caldwell Calloway Carmichael Carvalho Castellano Cervantes
    Chakraborty Chandler Chavez Cheung Cisneros Cobb Colangelo Contreras Cordero Cortez Crawford Czerny D'Amico Danjuma
    Delacroix Delgado Deshmukh Devereaux Diallo Dimitrov Dominguez Donnelly Dreyer Duarte Dubois Dunlap Echeverria Egan
    Eklund Ellison Escobar Espinoza Fairchild Farrow Fassbinder Fernandes Figueroa Fitzgerald Flaherty Fontaine Forsythe
    Fujimoto Galindo Gallagher Garrity Ghosh Gianopoulos Gillespie Goldfarb Gonzaga Gruber Guerrero Gutierrez Haddad
    Halloran Hammond Hargrove Hashimoto Hawthorne Henriksen Herrera Hidalgo Higgins Holloway Horvat Huang Hutchinson
    Ibarra Ikeda Iqbal Iyer Jablonski Jankowski Jaramillo Jefferson Jimenez Kaczmarek Kamau Kapoor Karimi Kaufman
    Kavanagh Keating Khalil Kowalczyk Krishnan Kruger Kurosawa Lachance Lambert Landry Larkin Laurent Leclerc Lindqvist
    Lombardi Lozano Ludlow Lundgren MacAllister Madrigal Maldonado Mancini Marchetti Marsden Matsuda Mbeki McCallister
    McDermott Medrano Mehta Mendoza Meredith Mikkelsen Montague Morozov Mukherjee Nakamura Navarro Ndiaye Nguyen
    Nightingale Novak O'Connell O'Dwyer Ochoa Odhiambo Okafor Okonkwo Olawale Oliveira Ortega Osei Ostrowski Pacheco
    Palmgren Papadakis Parvizi Pemberton Peralta Petrov Pham Pickering Pinheiro Ponce Prescott Quintana Radcliffe Rahman
    Rasmussen Redfield Reyes Rinaldi Rivera Rosenthal Rousseau Sabatini Sakamoto Salazar Sandoval Santoro Schaefer
    Schwartzman Serrano Shapiro Sheridan Silvestri Sinclair Sokolov Solberg Sorensen Stanton Steinmetz Suleiman Svensson
    Takahashi Tavares Templeton Thackeray Thorvald Tolbert Toussaint Tran Trujillo Tsai Underhill Valdez Valenzuela
    Vandermeer Vasquez Venkatesan Villanueva Volkov Wadsworth Wakefield Walczak Wang Weatherby Whitfield Winslow Wolfe
    Yamaguchi Yilmaz Yoon Zamora Zapata Zhang Zielinski Zimmer
    """.split()
)
SUFFIXES = ("Jr.", "Sr.", "III", "II")
