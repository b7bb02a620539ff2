using System.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Search;

namespace Debye.Tests.Techniques.Eis.Search;

public sealed class CircuitSearchTests
{
    private static ImpedanceSpectrum Simulate(string circuit, double[] parameters, double noise = 0.002) =>
        new EisSimulator(Circuit.Parse(circuit), FrequencyGrid.Logarithmic(1e5, 1e-2, 60)).Simulate(
            parameters,
            new EisOptions { NoiseLevel = noise }
        );

    [Theory]
    [InlineData("R0-p(R1,CPE0)", new[] { 10, 100, 1e-5, 0.8 })]
    [InlineData("R0-p(R1,C0)-p(R2,C1)", new[] { 10, 100, 1e-5, 80, 2e-3 })]
    [InlineData("R0-p(R1-W0,C0)", new[] { 10.0, 100, 60, 1e-5 })]
    public void Find_Simulated_TruthIsAmongTheFirstFive(string text, double[] parameters)
    {
        var truth = Circuit.Parse(text);
        var found = new CircuitSearch(new CircuitSearchOptions { MaximumCircuits = 300 }).Find(Simulate(text, parameters));
        found
            .Take(5)
            .ShouldContain(candidate => candidate.Circuit.IsEquivalentTo(truth) || candidate.Equivalents.Any(truth.IsEquivalentTo));
        found.Sum(candidate => candidate.Weight).ShouldBeInRange(0.9, 1 + 1e-9);
        found.Select(candidate => candidate.Score).ShouldBeInOrder();
        found.Select(candidate => candidate.Circuit.CanonicalForm).ShouldBeUnique();
    }

    [Fact]
    public void Find_TwoRoundArcs_LadderIsTheSameAnswer()
    {
        var options = new CircuitSearchOptions { Elements = ["R", "C"], MaximumCircuits = 200 };
        var first = new CircuitSearch(options).Find(Simulate("R0-p(R1,C0)-p(R2,C1)", [10, 100, 1e-5, 80, 2e-3]))[0];
        var ladder = Circuit.Parse("R0-p(R1-p(R2,C0),C1)");
        first.Equivalents.Add(first.Circuit).ShouldContain(circuit => circuit.IsEquivalentTo(ladder));
    }

    [Fact]
    public void Find_Threads_DoNotMatter()
    {
        var spectrum = Simulate("R0-p(R1,C0)", [10, 100, 1e-5]);
        string[] Run(int threads) =>
            [
                .. new CircuitSearch(new CircuitSearchOptions { MaximumCircuits = 80, Threads = threads })
                    .Find(spectrum)
                    .Select(candidate => $"{candidate.Circuit} {candidate.Score:R}"),
            ];
        Run(1).ShouldBe(Run(3));
    }

    [Fact]
    public void Find_ThousandfoldImpedance_HasTheSameCircuit()
    {
        var spectrum = Simulate("R0-p(R1,CPE0)", [10, 100, 1e-5, 0.8]);
        var larger = new ImpedanceSpectrum(spectrum.FrequencyHertz, [.. spectrum.ImpedanceOhm.ToArray().Select(value => 1000 * value)]);
        var options = new CircuitSearchOptions { Elements = ["R", "C", "CPE"], MaximumCircuits = 100 };
        var (small, large) = (new CircuitSearch(options).Find(spectrum)[0], new CircuitSearch(options).Find(larger)[0]);
        large.Circuit.CanonicalForm.ShouldBe(small.Circuit.CanonicalForm);
        large.Bic.ShouldBe(small.Bic, 1e-3);
    }

    [Fact]
    public void Find_WrongUse_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new CircuitSearch(new CircuitSearchOptions { Elements = ["R", "X"] }));
        Should.Throw<ArgumentOutOfRangeException>(() => new CircuitSearch(new CircuitSearchOptions { BeamWidth = 0 }));
        Should.Throw<ArgumentException>(() => new CircuitSearch().Find(new ImpedanceSpectrum([1.0], [Complex.One])));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Should.Throw<OperationCanceledException>(() => new CircuitSearch().Find(Simulate("R0", [10]), null, stopped.Token));
    }
}
