#:project ../src/Debye/Debye.csproj
// Simulates the impedance of a cell with noise and fits an equivalent circuit to it, without a guess.
// Run from the root of the repository: dotnet run samples/FitImpedance.cs [SPECTRUM]
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

var circuit = Circuit.Parse("R0-p(R1,CPE1)-p(R2,CPE2)");
var simulator = new EisSimulator(circuit, FrequencyGrid.Logarithmic(0.1, 1e5, 60));
var spectrum =
    args.Length > 0
        ? EisReader.Read(args[0])[0]
        : simulator.Simulate([10, 40, 2e-5, 0.9, 150, 1e-3, 0.8], new EisOptions { NoiseLevel = 0.005 }, seed: 1);
var result = new CircuitFit(circuit).Fit(spectrum);
Console.WriteLine($"{result.Status}, χ² {result.ChiSquared:g4}, BIC {result.Bic:f1}");
foreach (var parameter in result.Parameters)
    Console.WriteLine($"{parameter.Name, -8} {parameter.Value, 12:g5} ± {parameter.StandardError:g2} {parameter.Unit}");

var curve = circuit.Impedance(spectrum.FrequencyHertz, result.Values());
Directory.CreateDirectory("artifacts/pictures");
File.WriteAllText("artifacts/pictures/FitImpedance.svg", EisFigures.Overview("Measured and fitted", spectrum, curve));
