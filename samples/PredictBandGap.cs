#:project ../src/Debye.Learning/Debye.Learning.csproj
// Predicts the band gap that an experiment would find, with its interval, for crystals of a file or for rock salt and a variant of it.
// Run from the root of the repository: dotnet run samples/PredictBandGap.cs [FILE.cif]
using Debye.Crystals;
using Debye.Learning.Techniques.Crystal;

var model = CrystalModelPackage.Load("models/crystal-bandgap-experimental");
using var predictor = new CrystalPredictor(model);
var builder = model.NewInputBuilder();
foreach (var structure in args.Length > 0 ? StructureReader.Read(args[0]) : [Salt(11, 17, 5.64), Salt(12, 34, 5.45)])
{
    var answer = CrystalAnswer.Of(predictor, builder, structure, coverage: 0.9);
    Console.WriteLine(
        $"{structure.Formula, -10} {answer.Value:f2} {model.Unit}, between {answer.Interval?.Low:f2} and "
            + $"{answer.Interval?.High:f2} in nine cases of ten"
    );
    if (answer.IsUnknown)
        Console.WriteLine($"           but {answer.Because}");
    if (answer.Value is null)
        continue;
    Directory.CreateDirectory("artifacts/pictures");
    File.WriteAllText("artifacts/pictures/PredictBandGap.svg", CrystalFigures.Prediction(answer).Render());
}

static Structure Salt(int cation, int anion, double edgeAngstrom)
{
    (double X, double Y, double Z)[] centring = [(0, 0, 0), (0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0)];
    return new Structure
    {
        Id = "salt",
        Lattice = Lattice.Cubic(edgeAngstrom),
        Sites =
        [
            .. centring.SelectMany(p =>
                new[]
                {
                    new Site(new Species(cation), new FractionalPosition(p.X, p.Y, p.Z)),
                    new Site(new Species(anion), new FractionalPosition(p.X + 0.5, p.Y, p.Z)),
                }
            ),
        ],
    };
}
