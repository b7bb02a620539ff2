#:project ../src/Debye.Learning/Debye.Learning.csproj
// Names the space group behind a pair distribution function and shows the known crystals most like it.
// Run from the root of the repository: dotnet run samples/IdentifyPairDistribution.cs [CURVE]
using Debye.Crystals;
using Debye.Learning.Techniques.Pdf;
using Debye.Techniques.Pdf;

using var identifier = PdfIdentifier.Load("models/pdf-spacegroup");
var answer = identifier.Identify(args.Length > 0 ? PdfReader.Read(args[0]) : Calculated(), "sample", new PdfIdentifyOptions { Top = 3 });
if (answer.IsUnknown)
    Console.WriteLine("like nothing the model knows; guesses follow");
foreach (var candidate in answer.Candidates)
    Console.WriteLine($"{candidate.Probability, 7:0.0 %}  {candidate.Label, 3}  {candidate.Name}");
Console.WriteLine($"{answer.Coverage:0 %} of the time the truth is among: {string.Join(", ", answer.PredictionSet)}");
foreach (var match in answer.Matches)
    Console.WriteLine(
        $"{match.Id, -14} space group {match.SpaceGroup, 3}, correlation {match.Correlation:f3}, lengths × {match.Stretch:f2}"
    );

var (r, curve, nearest) = (PdfGrid.SpaceGroupNetwork.ToArray(), answer.Curve.ToArray(), answer.NearestCurve.ToArray());
var figure = PdfFigures.Compared("sample and the known curve most like it", r, curve, nearest, answer.Matches[0].Id);
Directory.CreateDirectory("artifacts/pictures");
File.WriteAllText("artifacts/pictures/IdentifyPairDistribution.svg", figure.Render());

// Nickel, as a measurement to Qmax = 24 1/Å would show it.
static PdfData Calculated()
{
    var nickel = StructureReader.Read("samples/data/nickel.cif").First();
    var pdf = new PdfSimulator(new PdfOptions { QmaxPerAngstrom = 24, UniformUisoAngstrom2 = 0.006 }).Simulate(nickel);
    return new PdfData(PdfQuantity.PairDistribution, pdf.Grid.ToArray(), pdf.G.Span);
}
