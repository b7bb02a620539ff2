using System.Numerics;
using System.Xml.Linq;
using Debye.Techniques.Eis.Circuits;

namespace Debye.Tests.Techniques.Eis.Circuits;

public sealed class CircuitTests
{
    [Theory]
    [InlineData("R0-p(R1,CPE1)", "R0(R1Q1)")]
    [InlineData("L0-R0-p(R1-Ws1,C1)-W2", "L0R0([R1O1]C1)W2")]
    [InlineData("p(R0,C0-p(R1,L1-R2))", "(R0(C0(R1(L1R2))))")]
    [InlineData("R0-Wo1-T2-Zarc3", "R0T1Tp2Zarc3")]
    [InlineData("R0{10/1/100}-p(R1{50F},CPE1{1E-05,0.9F/0.5/1})", "R0{10/1/100}(R1{50F}Q1{1E-05,0.9F/0.5/1})")]
    public void Parse_BothNotations_GiveTheSameCircuit(string dashes, string boukamp)
    {
        var circuit = Circuit.Parse(dashes);
        circuit.ToString().ShouldBe(dashes);
        Circuit.Parse(boukamp).ShouldBe(circuit);
        Circuit.Parse(circuit.ToString(CircuitNotation.Boukamp)).ShouldBe(circuit);
        Circuit.Parse(circuit.ToString(CircuitNotation.Dashes)).ShouldBe(circuit);
    }

    [Fact]
    public void Parse_WithoutNumbers_NumbersEachSymbolFromTheLeft() =>
        Circuit.Parse("R(RQ)(R1Q)").ToString().ShouldBe("R0-p(R2,CPE0)-p(R1,CPE1)");

    [Fact]
    public void Parameters_Names_AreNumberedWhereThereAreSeveral() =>
        Circuit
            .Parse("R0-p(R1,CPE1)-Gs2")
            .Parameters.Select(parameter => parameter.Name)
            .ShouldBe(["R0", "R1", "CPE1_0", "CPE1_1", "Gs2_0", "Gs2_1", "Gs2_2"]);

    [Fact]
    public void Parse_Settings_AreKept()
    {
        var parameters = Circuit.Parse("R0{a}".Replace("a", "R=10F/1/20")).Parameters;
        parameters[0].Setting.ShouldBe(new ParameterSetting(10, true, 1, 20));
        parameters[0].Upper.ShouldBe(20);
        Circuit.Parse("CPE1{?,0.9}").Parameters[0].Setting.Value.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("X0")]
    [InlineData("R0-")]
    [InlineData("R0-p(R1,C1")]
    [InlineData("R0-p()")]
    [InlineData("R0-R0")]
    [InlineData("R0)")]
    [InlineData("R(")]
    [InlineData("R0{1,2}")]
    [InlineData("R0{-1}")]
    [InlineData("R0{x}")]
    [InlineData("R0{1/5/2}")]
    [InlineData("R0{F}")]
    [InlineData("r0")]
    [InlineData("R0 - é")]
    public void Parse_NoCircuit_SaysWhere(string text) =>
        Should.Throw<ArgumentException>(() => Circuit.Parse(text)).Message.ShouldStartWith($"Circuit '{text}', character ");

    [Fact]
    public void Parse_EndlessNesting_IsRefused()
    {
        Should.Throw<ArgumentException>(() => Circuit.Parse(new string('(', 100_000)));
        Should.Throw<ArgumentException>(() => Circuit.Parse(string.Concat(Enumerable.Repeat("p(", 100_000))));
        Should.Throw<ArgumentException>(() => Circuit.Parse(new string('R', 100_000)));
    }

    [Theory]
    [InlineData("R0-p(R1,CPE1)-p(R2,C2)", "p(C0,R5)-p(CPE3,R0)-R1", true)]
    [InlineData("R0-p(R1-p(R2,C2),C1)", "p(C1,p(C2,R2)-R1)-R0", true)]
    [InlineData("R0-p(R1,CPE1)", "R0-p(R1,C1)", false)]
    [InlineData("p(R0,C0-R1)", "p(R0-C0,R1)", true)]
    [InlineData("p(R0,C0)-R1", "p(R0-C0,R1)", false)]
    public void IsEquivalentTo_OrderOfBranches_DoesNotMatter(string a, string b, bool expected) =>
        Circuit.Parse(a).IsEquivalentTo(Circuit.Parse(b)).ShouldBe(expected);

    [Fact]
    public void Impedance_SeriesAndParallel_FollowKirchhoff()
    {
        double[] frequency = [0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7];
        double[] parameters = [10, 100, 2e-6, 30, 1e-4];
        var impedance = Circuit.Parse("R0-p(R1-C1,R2-L2)").Impedance(frequency, parameters);
        for (var i = 0; i < frequency.Length; i++)
        {
            var s = new Complex(0, 2 * Math.PI * frequency[i]);
            var expected = 10 + 1 / (1 / (100 + 1 / (s * 2e-6)) + 1 / (30 + s * 1e-4));
            Complex.Abs(impedance[i] - expected).ShouldBeLessThan(1e-12 * Complex.Abs(expected));
        }
    }

    [Fact]
    public void Evaluate_SecondTime_AllocatesNothing()
    {
        var circuit = Circuit.Parse("R0-p(R1,CPE1)-p(R2-Ws2,C2)");
        var workspace = new CircuitWorkspace(circuit, new Debye.Techniques.Eis.FrequencyGrid([1, 10, 100]));
        double[] parameters = [1, 2, 1e-3, 0.9, 3, 4, 5, 1e-2];
        circuit.Evaluate(workspace, parameters, withDerivatives: true);
        var before = GC.GetAllocatedBytesForCurrentThread();
        circuit.Evaluate(workspace, parameters, withDerivatives: true);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Diagram_AnyCircuit_IsSvgWithEveryName()
    {
        var circuit = Circuit.Parse("L0-R0-p(R1-Wo1,CPE1)-p(C2,R2)");
        var svg = CircuitDiagram.Render(circuit);
        XDocument.Parse(svg).Root!.Name.LocalName.ShouldBe("svg");
        foreach (var element in circuit.Elements)
            svg.ShouldContain($">{element.Name}<");
    }
}
