#:project ../src/Debye.Learning/Debye.Learning.csproj
// Identifies a powder pattern with the bundled model and library.
// Run from the root of the repository: dotnet run samples/IdentifyPattern.cs [PATTERN]
using Debye.Learning.Techniques.Xrd;
using Debye.Techniques.Xrd;

var file = args.FirstOrDefault() ?? "samples/data/unknown.xy";
using var identifier = XrdIdentifier.Load("models/xrd-spacegroup", "models/xrd-library/materials-project.dbxl");
var pattern = XrdReader.Read(file);
var answer = identifier.Identify(pattern, file, new XrdIdentifyOptions());
foreach (var candidate in answer.Candidates)
    Console.WriteLine($"{candidate.Name, -12} {candidate.Probability, 7:p1}");
foreach (var phase in answer.Phases)
    Console.WriteLine($"{phase.Entry.Formula, -12} {phase.Entry.Id}, similarity {phase.Score:f3}, lengths × {phase.LengthScale:f4}");

var figure = XrdFigures.Measured(file, pattern, answer.WavelengthAngstrom, answer.Phases.FirstOrDefault());
Directory.CreateDirectory("artifacts/pictures");
File.WriteAllText("artifacts/pictures/IdentifyPattern.svg", figure.Render());
