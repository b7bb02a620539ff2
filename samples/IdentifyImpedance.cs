#:project ../src/Debye.Learning/Debye.Learning.csproj
// Names the equivalent circuit behind an impedance spectrum, with its parameters and what spoke for it.
// Run from the root of the repository: dotnet run samples/IdentifyImpedance.cs [SPECTRUM]
using Debye.Learning.Techniques.Eis;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;

var simulator = new EisSimulator(Circuit.Parse("p(R1,CPE1)-p(R2,CPE2)"), FrequencyGrid.Logarithmic(1e5, 0.01, 50));
var spectrum =
    args.Length > 0
        ? EisReader.Read(args[0])[0]
        : simulator.Simulate([5, 1e-6, 0.9, 80, 1e-3, 0.8], new EisOptions { NoiseLevel = 0.003 }, seed: 1);
using var identifier = EisIdentifier.Load("models/eis-circuit");
var answer = identifier.Identify(spectrum, "cell", new EisIdentifyOptions());
if (answer.IsUnknown)
    Console.WriteLine("none of the circuits explains this spectrum");
foreach (var candidate in answer.Candidates)
    Console.WriteLine($"{candidate.Probability, 7:0.0 %}  {candidate.Label, -20} {candidate.Name}");
Console.WriteLine($"{answer.Coverage:0 %} of the time the truth is among: {string.Join(", ", answer.PredictionSet)}");
foreach (var parameter in answer.Fits[0].Parameters)
    Console.WriteLine($"{parameter.Name, -8} {parameter.Value, 12:g5} ± {parameter.StandardError:g2} {parameter.Unit}");

var fit = answer.Fits[0];
var curve = fit.Circuit.Impedance(spectrum.FrequencyHertz, fit.Values());
Directory.CreateDirectory("artifacts/pictures");
File.WriteAllText("artifacts/pictures/IdentifyImpedance.svg", EisFigures.Overview($"cell, {answer.Candidates[0].Label}", spectrum, curve));
