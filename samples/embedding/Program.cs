// Debye in a program of your own: see docs/embedding.md.
// Usage: Embedding PATTERN.xy CRYSTAL.cif
using Debye.Crystals;
using Debye.Learning.Techniques.Crystal;
using Debye.Learning.Techniques.Xrd;
using Debye.Models;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;
using Debye.Techniques.Xrd;
using static System.FormattableString;

IdentifyPattern(args[0]);
FitImpedance();
PredictBandGap(args[1]);

// A model is opened once; here four threads ask it at the same time.
static void IdentifyPattern(string file)
{
    var modelFolder = ShippedModels.Folder(ShippedModels.XrdSpaceGroup);
    using var identifier = XrdIdentifier.Load(modelFolder, ShippedModels.XrdLibraryFile);
    var pattern = XrdReader.Read(file);
    var answers = new XrdAnswer[4];
    Parallel.For(0, answers.Length, i => answers[i] = identifier.Identify(pattern, file, new XrdIdentifyOptions()));

    var best = answers[0].Candidates[0];
    Console.WriteLine(Invariant($"space group {best.Label} ({best.Name}), {100 * best.Probability:f1} %"));
    Console.WriteLine($"four threads, one answer: {answers.All(answer => answer.Candidates[0] == best)}");
}

static void FitImpedance()
{
    var circuit = Circuit.Parse("R0-p(R1,CPE1)");
    var simulator = new EisSimulator(circuit, FrequencyGrid.Logarithmic(0.1, 1e5, 60));
    var spectrum = simulator.Simulate([10, 100, 1e-5, 0.9], new EisOptions { NoiseLevel = 0.005 }, seed: 1);
    var fit = new CircuitFit(circuit).Fit(spectrum);
    Console.WriteLine($"impedance fit: {fit.Status}");
    foreach (var parameter in fit.Parameters)
        Console.WriteLine(Invariant($"{parameter.Name} = {parameter.Value:g3} ± {parameter.StandardError:g1} {parameter.Unit}"));
}

static void PredictBandGap(string file)
{
    var model = CrystalModelPackage.Load(ShippedModels.Folder(ShippedModels.BandGapMeasured));
    using var predictor = new CrystalPredictor(model);
    var builder = model.NewInputBuilder();
    foreach (var structure in StructureReader.Read(file))
    {
        var answer = CrystalAnswer.Of(predictor, builder, structure, coverage: 0.9);
        var interval = answer.Interval is { } found ? Invariant($", {found.Low:f1} to {found.High:f1} in nine cases of ten") : "";
        Console.WriteLine(Invariant($"band gap of {structure.Formula}: {answer.Value:f1} {model.Unit}{interval}"));
        if (answer.IsUnknown)
            Console.WriteLine($"unknown: {answer.Because}");
    }
}
